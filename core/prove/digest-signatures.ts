import * as v from 'valibot';

const text = v.string();
const hex = v.pipe(text, v.regex(/^(?:[0-9a-f]{2})+$/i));
const saved = v.object({
  schema: v.literal('digest-signatures/1'),
  signatures: v.array(
    v.object({
      bucket: text,
      key: text,
      signature: hex,
      algorithm: v.literal('SHA256withRSA'),
      /** When a digest was made that was filled in later. */
      backfillGenerated: v.optional(text),
    }),
  ),
});

/** A signature as S3 keeps it in the metadata of a digest's object. */
export type DigestSignature = v.InferOutput<typeof saved>['signatures'][number];

export type ReadDigestSignatures =
  | { readonly kind: 'signatures'; readonly signatures: readonly DigestSignature[] }
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads saved signatures. Never throws. */
export function readDigestSignatures(bytes: Uint8Array): ReadDigestSignatures {
  try {
    const parsed = v.safeParse(saved, JSON.parse(new TextDecoder().decode(bytes)));
    if (parsed.success) return { kind: 'signatures', signatures: parsed.output.signatures };
  } catch {
    // It is no JSON.
  }
  return { kind: 'bad', problem: 'it is no file of signatures as --collect writes it' };
}

/** The text of a file of signatures, sorted. */
export function digestSignaturesText(signatures: readonly DigestSignature[]): string {
  const sorted = signatures.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return `${JSON.stringify({ schema: 'digest-signatures/1', signatures: sorted }, null, 1)}\n`;
}

function nameOf({ bucket, key }: DigestSignature): string {
  return `${bucket}/${key}`;
}
