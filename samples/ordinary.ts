import type { SampleRecord } from './bedrock-records.ts';
import { ACCOUNT, CALLER, type Caller, userIdentity } from './callers.ts';
import { CLIENT } from './clients.ts';
import type { LogFile } from './day.ts';
import type { Random } from './random.ts';

type Kind = {
  readonly service: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  readonly parameters: ((random: Random, file: LogFile) => SampleRecord) | null;
};

const kind = (
  service: string,
  eventName: string,
  readOnly: boolean,
  parameters: Kind['parameters'] = null,
): Kind => ({ service, eventName, readOnly, parameters });

const bucket = (random: Random, file: LogFile): string =>
  `${random.pick(['chat-history', 'claims', 'research-data', 'build-artifacts'])}-${file.region}`;

/** What else happens in an organization on a working day: none of it is Bedrock's. */
const KINDS: readonly [Kind, ...Kind[]] = [
  kind('s3', 'GetBucketAcl', true, (random, file) => ({
    bucketName: bucket(random, file),
    acl: '',
  })),
  kind('s3', 'GetBucketLocation', true, (random, file) => ({
    bucketName: bucket(random, file),
    location: '',
  })),
  kind('s3', 'ListBuckets', true),
  kind('s3', 'PutBucketTagging', false, (random, file) => ({
    bucketName: bucket(random, file),
    tagging: '',
  })),
  kind('sts', 'AssumeRole', true, (random, file) => ({
    roleArn: `arn:aws:iam::${file.accountId}:role/${random.pick(['ChatBackend', 'Deploy', 'ResearchNotebook'])}`,
    roleSessionName: `session-${random.text(6)}`,
    durationSeconds: 3600,
  })),
  kind('sts', 'GetCallerIdentity', true),
  kind('ec2', 'DescribeInstances', true, () => ({ instancesSet: {}, filterSet: {} })),
  kind('ec2', 'DescribeSecurityGroups', true, () => ({ securityGroupSet: {}, filterSet: {} })),
  kind('ec2', 'CreateNetworkInterface', false, (random) => ({
    subnetId: `subnet-0${random.text(16)}`,
  })),
  kind('kms', 'Decrypt', true, (random, file) => ({
    encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${bucket(random, file)}/${random.text(8)}` },
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  })),
  kind('kms', 'GenerateDataKey', true, (random, file) => ({
    keyId: `arn:aws:kms:${file.region}:${file.accountId}:key/${random.uuid()}`,
    keySpec: 'AES_256',
  })),
  kind('iam', 'GetRole', true, (random) => ({
    roleName: random.pick(['ChatBackend', 'Deploy', 'NightlyEval']),
  })),
  kind('iam', 'PutRolePolicy', false, (_, file) => ({
    roleName: 'ReportWriter',
    policyName: 'call-models',
    policyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['bedrock:InvokeModel', 'bedrock:Converse'],
          Resource: `arn:aws:bedrock:${file.region}::foundation-model/*`,
        },
      ],
    }),
  })),
  kind('lambda', 'GetFunction20150331v2', true, (random) => ({
    functionName: `report-${random.text(4)}`,
  })),
  kind('lambda', 'UpdateFunctionCode20150331v2', false, (random) => ({
    functionName: `report-${random.text(4)}`,
    dryRun: false,
  })),
  kind('logs', 'CreateLogStream', false, (random) => ({
    logGroupName: '/aws/bedrock/modelinvocations',
    logStreamName: `aws/bedrock/${random.text(12)}`,
  })),
  kind('monitoring', 'DescribeAlarms', true, () => ({ maxRecords: 100 })),
  kind('ssm', 'GetParameter', true, (random) => ({
    name: `/chat/${random.pick(['model-id', 'endpoint', 'limits'])}`,
  })),
  kind('secretsmanager', 'GetSecretValue', true, (random) => ({
    secretId: `chat/db-${random.text(3)}`,
  })),
  kind('dynamodb', 'DescribeTable', true, (random) => ({
    tableName: random.pick(['sessions', 'feedback', 'claims']),
  })),
  kind('ecr', 'GetAuthorizationToken', true),
  kind('eks', 'DescribeCluster', true, () => ({ name: 'chat' })),
  kind('sqs', 'GetQueueAttributes', true, (random, file) => ({
    queueUrl: `https://sqs.${file.region}.amazonaws.com/${file.accountId}/jobs-${random.text(3)}`,
  })),
  kind('sagemaker', 'CreatePresignedDomainUrl', false, (random) => ({
    domainId: `d-${random.text(12)}`,
  })),
  kind('cloudtrail', 'LookupEvents', true, () => ({
    lookupAttributes: [{ attributeKey: 'EventSource', attributeValue: 'bedrock.amazonaws.com' }],
  })),
];

const WORKERS: Readonly<Record<string, readonly [Caller, ...Caller[]]>> = {
  [ACCOUNT.prodChat]: [
    CALLER.chatBackend,
    CALLER.searchIndexer,
    CALLER.platformEngineer,
    CALLER.legacyUser,
  ],
  [ACCOUNT.research]: [CALLER.researchNotebook, CALLER.codingAgents, CALLER.nightlyEval],
};

/** One ordinary record of another service. */
export function ordinaryRecord(random: Random, file: LogFile, at: string): SampleRecord {
  const { service, eventName, readOnly, parameters } = random.pick(KINDS);
  const caller = random.pick(
    WORKERS[file.accountId] ?? [CALLER.documentBatch, CALLER.claimsSummary],
  );
  const client = CLIENT[random.pick(['boto3', 'java', 'go', 'cli', 'console'])];
  const isDenied = random.fraction() < 0.03;
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(random, caller),
    eventTime: `2026-11-03T${at}Z`,
    eventSource: `${service}.amazonaws.com`,
    eventName,
    // IAM is global: its events say us-east-1, in whatever file they are.
    awsRegion: service === 'iam' ? 'us-east-1' : file.region,
    sourceIPAddress: `203.0.113.${random.integer(1, 254)}`,
    userAgent: client,
    ...(isDenied && {
      errorCode: 'AccessDenied',
      errorMessage: `Not authorized to perform ${service}:${eventName}`,
    }),
    requestParameters: parameters === null ? null : parameters(random, file),
    responseElements: null,
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: file.accountId,
    eventCategory: 'Management',
    ...(service !== 'sts' && {
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: `${service}.${file.region}.amazonaws.com`,
      },
    }),
  };
}
