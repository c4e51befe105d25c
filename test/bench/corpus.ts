import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Corpus = {
  readonly files: readonly string[];
  readonly unpackedBytes: number;
  readonly packedBytes: number;
};

/**
 * Writes a deterministic trail: records of about 1.5 KB of which 1 in 100 is a Bedrock call, packed as
 * well as real logs are (about 8.6 to 1).
 */
export function writeCorpus(
  folder: string,
  files: number,
  recordsPerFile: number,
  seed = 7,
): Corpus {
  mkdirSync(folder, { recursive: true });
  const random = createRandom(seed);
  const paths: string[] = [];
  let unpackedBytes = 0;
  let packedBytes = 0;
  for (let file = 0; file < files; file += 1) {
    const records = Array.from({ length: recordsPerFile }, (_, index) =>
      (file * recordsPerFile + index) % 100 === 0 ? bedrockRecord(random) : ordinaryRecord(random),
    );
    const text = Buffer.from(JSON.stringify({ Records: records }));
    const packed = gzipSync(text, { level: 6 });
    const path = join(
      folder,
      `111122223333_CloudTrail_eu-central-1_${String(file).padStart(6, '0')}.json.gz`,
    );
    writeFileSync(path, packed);
    paths.push(path);
    unpackedBytes += text.length;
    packedBytes += packed.length;
  }
  return { files: paths, unpackedBytes, packedBytes };
}

type Random = () => number;

/** Mulberry32: small, fast, and the same on every machine. */
function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((digits) => hex(random, digits)).join('-');
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

const ROLES = [
  'ChatBackend',
  'Deployer',
  'DataPipeline',
  'Monitoring',
  'ResearchNotebook',
] as const;
const EVENTS = [
  ['s3.amazonaws.com', 'GetObject'],
  ['sts.amazonaws.com', 'AssumeRole'],
  ['kms.amazonaws.com', 'Decrypt'],
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['logs.amazonaws.com', 'CreateLogStream'],
] as const;

function common(random: Random) {
  const role = pick(random, ROLES);
  const second = String(Math.floor(random() * 60)).padStart(2, '0');
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROA${hex(random, 17).toUpperCase()}:session-${role}`,
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/session-${role}`,
      accountId: '111122223333',
      accessKeyId: `ASIA${hex(random, 16).toUpperCase()}`,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: `arn:aws:iam::111122223333:role/${role}`,
          accountId: '111122223333',
          userName: role,
        },
        attributes: { creationDate: `2026-11-03T10:20:${second}Z`, mfaAuthenticated: 'false' },
      },
    },
    eventTime: `2026-11-03T10:31:${second}Z`,
    awsRegion: 'eu-central-1',
    sourceIPAddress: `10.${Math.floor(random() * 255)}.${Math.floor(random() * 255)}.7`,
    userAgent:
      'Boto3/1.42.14 md/Botocore#1.42.14 ua/2.1 os/linux#6.12.40 md/arch#x86_64 lang/python#3.13.5 md/pyimpl#CPython',
    responseElements: null,
    requestID: uuid(random),
    eventID: uuid(random),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  };
}

function ordinaryRecord(random: Random) {
  const [eventSource, eventName] = pick(random, EVENTS);
  return {
    ...common(random),
    eventSource,
    eventName,
    requestParameters: {
      bucketName: 'example-data',
      key: `part/${hex(random, 12)}`,
      filter: [{ name: 'state', values: ['running'] }],
    },
    additionalEventData: {
      bytesTransferredOut: Math.floor(random() * 1e6),
      'x-amz-id-2': hex(random, 96),
    },
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::example-data/part/${hex(random, 12)}` },
    ],
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: eventSource,
    },
  };
}

function bedrockRecord(random: Random) {
  const inferenceRegion = pick(random, ['eu-west-3', 'eu-north-1', 'us-east-1']);
  return {
    ...common(random),
    eventSource: 'bedrock.amazonaws.com',
    eventName: 'Converse',
    requestParameters: { modelId: 'eu.anthropic.claude-opus-5' },
    additionalEventData: { inferenceRegion, inputTokens: 120, outputTokens: 40 },
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      clientProvidedHostHeader: 'bedrock-runtime.eu-central-1.amazonaws.com',
    },
  };
}
