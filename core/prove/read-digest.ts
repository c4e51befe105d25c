import * as v from 'valibot';
import { sha256Hex } from '../policy/canonical-json.ts';

const text = v.string();
const hex = v.pipe(text, v.regex(/^(?:[0-9a-f]{2})+$/i, 'a hash or signature is no hex'));
const instant = v.pipe(text, v.isoTimestamp('a time is no ISO 8601 instant'));

const logFile = v.object({
  s3Bucket: text,
  s3Object: text,
  hashValue: hex,
  hashAlgorithm: v.literal('SHA-256'),
});

/**
 * A digest of CloudTrail: the log files that were delivered in about an hour, and the digest before.
 * Source: CloudTrail user guide, "digest file structure" (read 2026-11-23). Fields that nothing here
 * needs are let by, because AWS adds some.
 */
const digestSchema = v.object({
  awsAccountId: text,
  digestStartTime: instant,
  digestEndTime: instant,
  digestS3Bucket: text,
  digestS3Object: text,
  digestPublicKeyFingerprint: text,
  digestSignatureAlgorithm: v.literal('SHA256withRSA'),
  previousDigestS3Bucket: v.nullable(text),
  previousDigestS3Object: v.nullable(text),
  previousDigestHashValue: v.nullable(hex),
  previousDigestHashAlgorithm: v.nullable(v.literal('SHA-256')),
  previousDigestSignature: v.nullable(hex),
  logFiles: v.array(logFile),
});

export type Digest = {
  readonly bucket: string;
  readonly key: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly fingerprint: string;
  /** SHA-256 of its unpacked bytes. */
  readonly sha256: string;
  /** What is signed. */
  readonly signed: string;
  /** Null in a digest with which a chain starts. */
  readonly previous: {
    readonly bucket: string;
    readonly key: string;
    readonly sha256: string;
    readonly signature: string;
  } | null;
};

type DigestedFile = { readonly key: string; readonly sha256: string };

export type ReadDigest =
  | {
      readonly kind: 'digest';
      readonly digest: Digest;
      readonly files: readonly DigestedFile[];
    }
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads the unpacked bytes of a digest. Never throws. */
export function readDigest(bytes: Uint8Array): ReadDigest {
  const parsed = v.safeParse(digestSchema, parseJson(bytes));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue);
    const problem = place === null ? 'it is no JSON object' : `${place}: ${issue.message}`;
    return { kind: 'bad', problem };
  }
  const { output } = parsed;
  const previous = previousOf(output);
  if (previous === 'partial') {
    return { kind: 'bad', problem: 'it names the digest before it only in part' };
  }
  const sha256 = sha256Hex(bytes);
  const { digestS3Bucket: bucket, digestS3Object: key, digestEndTime } = output;
  /** A missing signature is the literal "null": AWS CLI, customizations/cloudtrail/validation.py. */
  const before = output.previousDigestSignature ?? 'null';
  return {
    kind: 'digest',
    digest: {
      ...{ bucket, key, sha256, previous },
      startMs: Date.parse(output.digestStartTime),
      endMs: Date.parse(digestEndTime),
      fingerprint: output.digestPublicKeyFingerprint,
      signed: [digestEndTime, `${bucket}/${key}`, sha256, before].join('\n'),
    },
    files: output.logFiles.map(({ s3Object, hashValue }) => ({
      key: s3Object,
      sha256: hashValue.toLowerCase(),
    })),
  };
}

function previousOf(output: v.InferOutput<typeof digestSchema>): Digest['previous'] | 'partial' {
  const bucket = output.previousDigestS3Bucket;
  const key = output.previousDigestS3Object;
  const sha256 = output.previousDigestHashValue;
  const signature = output.previousDigestSignature;
  const parts = [bucket, key, sha256, signature];
  if (parts.every((part) => part === null)) return null;
  if (bucket === null || key === null || sha256 === null || signature === null) return 'partial';
  return { bucket, key, sha256: sha256.toLowerCase(), signature };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
