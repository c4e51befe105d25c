import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { sha256Hex } from '../../../core/policy/canonical-json.ts';
import { type Digest, readDigest } from '../../../core/prove/read-digest.ts';

const ACCOUNT = '111122223333';
const BUCKET = 'audit-bucket';
const HOUR_MS = 3_600_000;
const MORNING = Date.parse('2026-11-03T08:00:00Z');

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const FINGERPRINT = '8eba5db5bea9b640d1c96a77256fe7f2';

/** The public key as CloudTrail gives it, or as a sample of its documentation shows one. */
export function keyFile(type: 'pkcs1' | 'spki' = 'pkcs1', key: KeyObject = pair.publicKey): Buffer {
  const Value = key.export({ type, format: 'der' }).toString('base64');
  return Buffer.from(JSON.stringify({ PublicKeyList: [{ Fingerprint: FINGERPRINT, Value }] }));
}

/** A trail as it would lie in its bucket: keys and packed bytes. */
export type MadeTrail = {
  readonly files: Map<string, Buffer>;
  readonly digests: readonly { readonly key: string; readonly signature: string }[];
  readonly logs: readonly string[];
};

export type TrailPlan = {
  readonly hours: number;
  /** Hours with which a chain starts anew. */
  readonly starts?: readonly number[];
  /** Hours of which there is no digest, because logging was stopped. */
  readonly stopped?: readonly number[];
  readonly region?: string;
  readonly backfill?: boolean;
  /** Records of each log file. */
  readonly records?: (hour: number) => readonly unknown[];
};

/** Makes a trail with a digest for each hour and one log file in each, signed as CloudTrail signs. */
export function aTrail(plan: TrailPlan): MadeTrail {
  const { hours, starts = [], stopped = [], region = 'eu-central-1', backfill = false } = plan;
  const files = new Map<string, Buffer>();
  const digests: { key: string; signature: string }[] = [];
  const logs: string[] = [];
  let previous: { digest: Digest; signature: string } | null = null;
  for (let hour = 0; hour < hours; hour += 1) {
    const startMs = MORNING + hour * HOUR_MS;
    const log = logKey(region, startMs + HOUR_MS / 2, hour);
    const bytes = Buffer.from(JSON.stringify({ Records: plan.records?.(hour) ?? [{ hour }] }));
    files.set(log, gzipSync(bytes));
    logs.push(log);
    if (stopped.includes(hour)) continue;
    if (starts.includes(hour)) previous = null;
    const endMs = startMs + HOUR_MS;
    const key = digestKey(region, endMs, backfill);
    const text = digestText(key, startMs, endMs, log, sha256Hex(bytes), previous);
    const read = readDigest(Buffer.from(text));
    if (read.kind === 'bad') throw new Error(read.problem);
    const signature = sign('RSA-SHA256', Buffer.from(read.digest.signed), pair.privateKey);
    previous = { digest: read.digest, signature: signature.toString('hex') };
    files.set(key, gzipSync(text));
    digests.push({ key, signature: previous.signature });
  }
  return { files, digests, logs };
}

/** The signature of a digest, counted from the newest, as `--collect` saves it. */
export function signatureOf({ digests }: MadeTrail, fromEnd = 1) {
  const digest = digests.at(-fromEnd);
  if (digest === undefined) throw new Error('the trail has no such digest');
  return { bucket: BUCKET, ...digest, algorithm: 'SHA256withRSA' as const };
}

function digestText(
  key: string,
  startMs: number,
  endMs: number,
  log: string,
  logSha256: string,
  previous: { readonly digest: Digest; readonly signature: string } | null,
): string {
  return JSON.stringify({
    awsAccountId: ACCOUNT,
    digestStartTime: iso(startMs),
    digestEndTime: iso(endMs),
    digestS3Bucket: BUCKET,
    digestS3Object: key,
    digestPublicKeyFingerprint: FINGERPRINT,
    digestSignatureAlgorithm: 'SHA256withRSA',
    newestEventTime: iso(endMs),
    oldestEventTime: iso(startMs),
    previousDigestS3Bucket: previous?.digest.bucket ?? null,
    previousDigestS3Object: previous?.digest.key ?? null,
    previousDigestHashValue: previous?.digest.sha256 ?? null,
    previousDigestHashAlgorithm: previous === null ? null : 'SHA-256',
    previousDigestSignature: previous?.signature ?? null,
    logFiles: [
      {
        s3Bucket: BUCKET,
        s3Object: log,
        hashValue: logSha256,
        hashAlgorithm: 'SHA-256',
        newestEventTime: iso(endMs),
        oldestEventTime: iso(startMs),
      },
    ],
  });
}

function digestKey(region: string, endMs: number, backfill: boolean): string {
  const day = iso(endMs).slice(0, 10).replaceAll('-', '/');
  const stamp = `${iso(endMs).replace(/[-:]/g, '').slice(0, 15)}Z`;
  const end = backfill ? '_backfill' : '';
  return `AWSLogs/${ACCOUNT}/CloudTrail-Digest/${region}/${day}/${ACCOUNT}_CloudTrail-Digest_${region}_my_trail_eu-west-1_${stamp}${end}.json.gz`;
}

function logKey(region: string, timeMs: number, hour: number): string {
  const day = iso(timeMs).slice(0, 10).replaceAll('-', '/');
  const stamp = `${iso(timeMs).replace(/[-:]/g, '').slice(0, 13)}Z`;
  const random = `Abcdefghijklm${String(hour).padStart(3, '0')}`;
  return `AWSLogs/${ACCOUNT}/CloudTrail/${region}/${day}/${ACCOUNT}_CloudTrail_${region}_${stamp}_${random}.json.gz`;
}

function iso(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
