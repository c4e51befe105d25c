import * as v from 'valibot';
import { hourAt, startOfHour } from './clock-hour.ts';

/**
 * A seal: what an hour of evidence holds, and the seal before it. The bytes of its file are what is
 * signed and what the next seal's `previous` is the hash of. The reason for each field stands in
 * `docs/decisions/0006-what-a-seal-says.md`.
 */
const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha256 = v.pipe(text, v.hash(['sha256']));
const hour = v.pipe(text, v.check(isHour, 'an hour is no clock hour like 2026-11-03T10'));
const instant = v.pipe(text, v.check(isInstant, 'a time is no ISO 8601 instant in UTC'));

const sealedObject = v.strictObject({
  key: text,
  /** Of the bytes as they are stored: S3's own checksum. */
  sha256,
  bytes: count,
  /** Null where the store has no versions. */
  versionId: v.nullable(text),
  /** When the store says that it was written. */
  written: instant,
  /** It came after the seal of its own hour. */
  late: v.optional(v.literal(true)),
});

const signer = v.strictObject({
  algorithm: v.literal('ECDSA_SHA_256'),
  /** ARN of the KMS key, or `local`. */
  key: text,
  /** SHA-256 of the public key's SPKI DER. */
  fingerprint: sha256,
});

const recordCount = v.strictObject({
  accountId: v.nullable(text),
  sourceRegion: text,
  calls: count,
  completions: count,
  submissions: count,
});

export const sealSchema = v.strictObject({
  schema: v.literal('seal/1'),
  hour,
  /** What the hours of folders are: of writing in a deployment, of the event in a local audit. */
  hours: v.picklist(['writing', 'event']),
  /** Nothing follows. */
  final: v.boolean(),
  /** Null in the first seal of all. */
  previous: v.nullable(v.strictObject({ hour, sha256 })),
  sealed: instant,
  /** Null where the chain of hashes is all there is. */
  signer: v.nullable(signer),
  code: text,
  /** The source Regions whose ingest writes here, sorted. */
  regions: v.array(text),
  /**
   * The policies that judged what is sealed here, the one used last at the end; where nothing was
   * judged, the last one of the seal before.
   */
  policies: v.array(sha256),
  /** Records by account and source Region, as they stand in the objects; nothing is settled. */
  counts: v.array(recordCount),
  /** Lines of evidence that are none. */
  unreadable: count,
  /** Lines in quarantine. */
  quarantined: count,
  objects: v.array(sealedObject),
});

export type Seal = v.InferOutput<typeof sealSchema>;
export type SealedObject = Seal['objects'][number];
export type Signer = v.InferOutput<typeof signer>;

export type ReadSeal =
  | { readonly kind: 'seal'; readonly seal: Seal }
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads the bytes of a seal. Never throws. */
export function readSeal(bytes: Uint8Array): ReadSeal {
  const parsed = v.safeParse(sealSchema, parseJson(bytes));
  if (parsed.success) return { kind: 'seal', seal: parsed.output };
  const [issue] = parsed.issues;
  const place = v.getDotPath(issue);
  return {
    kind: 'bad',
    problem: place === null ? 'it is no JSON object' : problemAt(place, issue),
  };
}

function problemAt(place: string, { received, message }: v.BaseIssue<unknown>): string {
  return place === 'schema'
    ? `its schema is ${received}, and this program reads "seal/1" only`
    : `${place}: ${message}`;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isHour(value: string): boolean {
  const startMs = startOfHour(value);
  return !Number.isNaN(startMs) && hourAt(startMs) === value;
}

function isInstant(value: string): boolean {
  const timeMs = Date.parse(value);
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString() === value;
}
