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
  schema: v.pipe(v.literal('seal/1'), v.description('Form of the line: seal/1')),
  hour: v.pipe(hour, v.description('The hour that is sealed: 2026-11-03T10')),
  hours: v.pipe(
    v.picklist(['writing', 'event']),
    v.description(
      'What the hours of folders are: of writing in a deployment, of the event in a local audit',
    ),
  ),
  final: v.pipe(v.boolean(), v.description('Nothing follows')),
  previous: v.pipe(
    v.nullable(v.strictObject({ hour, sha256 })),
    v.description('The seal before; null in the first of all'),
  ),
  sealed: v.pipe(instant, v.description('When it was sealed, ISO 8601 in UTC')),
  signer: v.pipe(
    v.nullable(signer),
    v.description('Who signed; null where the chain of hashes is all there is'),
  ),
  code: v.pipe(text, v.description('Version of the program that sealed')),
  regions: v.pipe(
    v.array(text),
    v.description('The source Regions whose ingest writes here, sorted'),
  ),
  policies: v.pipe(
    v.array(sha256),
    v.description(
      'The policies that judged what is sealed here, the one used last at the end; where nothing was judged, the last one of the seal before',
    ),
  ),
  counts: v.pipe(
    v.array(recordCount),
    v.description('Records by account and source Region; nothing is settled'),
  ),
  unreadable: v.pipe(count, v.description('Lines of evidence that are none')),
  quarantined: v.pipe(count, v.description('Lines in quarantine')),
  objects: v.pipe(v.array(sealedObject), v.description('What is sealed')),
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
