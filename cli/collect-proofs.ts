import { readFile } from 'node:fs/promises';
import pMap from 'p-map';
import { fieldOf } from '../core/judge/json-fields.ts';
import {
  type DigestSignature,
  digestSignaturesText,
  readDigestSignatures,
} from '../core/prove/digest-signatures.ts';
import { type Digest, readDigest } from '../core/prove/read-digest.ts';
import { readTrailFileName } from '../core/prove/trail-file-name.ts';
import { createSignatureReader, listDigestKeys, type SavedKey } from '../io/digest-proofs.ts';
import { findTrailFiles } from '../io/find-trail-files.ts';
import { readUnpacked } from '../io/read-unpacked.ts';
import { showPath } from '../io/show-path.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import type { Terminal } from './terminal.ts';

type Files = { readonly keys: string; readonly signatures: string };
type Needed = {
  /** Digests whose signature stands in no digest that is here. */
  readonly unsigned: readonly Digest[];
  /** Regions whose keys signed, and from when. */
  readonly fromMs: ReadonlyMap<string, number>;
};

const AT_ONCE = { concurrency: 8 };

/**
 * Fetches what downloaded digests lack, while there is a connection: signatures from the metadata of their
 * objects, and CloudTrail's public keys. What was saved before can be read, and is kept.
 */
export async function collectProofs(folder: string, files: Files, terminal: Terminal) {
  const problems: string[] = [];
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      problems.push(`${showPath(what)}: ${name}`);
      return null;
    }
  };
  const { unsigned, fromMs } = await findNeeded(folder);
  const [anyRegion = 'us-east-1'] = fromMs.keys();
  const readSignature = createSignatureReader(anyRegion);
  const fetched = await pMap(
    unsigned,
    ({ bucket, key }) =>
      attempt(`s3://${bucket}/${key}`, async () => {
        const signature = await readSignature(bucket, key);
        if (signature === null) throw new Error('its metadata holds no signature of CloudTrail');
        return signature;
      }),
    AT_ONCE,
  );
  const keys = await pMap(
    [...fromMs],
    ([region, from]) =>
      attempt(`ListPublicKeys in ${region}`, () => listDigestKeys(region, from, Date.now())),
    AT_ONCE,
  );
  const allKeys = merge([...(await savedKeys(files.keys)), ...keys.flatMap((some) => some ?? [])]);
  const allSignatures = await withSaved(
    files.signatures,
    fetched.flatMap((one) => one ?? []),
  );
  const texts = [
    [files.keys, `${JSON.stringify({ PublicKeyList: allKeys }, null, 1)}\n`],
    [files.signatures, digestSignaturesText(allSignatures)],
  ] as const;
  for (const [file, text] of texts) {
    const written = await writeAtomically(file, text, terminal.signal);
    if (written.kind === 'failed') problems.push(written.problem);
  }
  const said = `${allKeys.length} public keys in ${files.keys}, ${allSignatures.length} signatures in ${files.signatures}`;
  return { problems, said };
}

async function findNeeded(folder: string): Promise<Needed> {
  const digests: Digest[] = [];
  const fromMs = new Map<string, number>();
  for await (const entry of findTrailFiles(folder)) {
    if (entry.kind !== 'file' || entry.is.kind !== 'digest') continue;
    const read = await readUnpacked(entry.path);
    const parsed = read.kind === 'bytes' ? readDigest(read.bytes) : null;
    if (parsed?.kind !== 'digest') continue;
    const { digest } = parsed;
    digests.push(digest);
    const { region } = entry.is;
    fromMs.set(region, Math.min(fromMs.get(region) ?? digest.startMs, digest.startMs));
  }
  const followed = new Set(
    digests.map(({ previous }) => (previous === null ? '' : `${previous.bucket}/${previous.key}`)),
  );
  const unsigned = digests.filter(({ bucket, key }) => !followed.has(`${bucket}/${key}`));
  return { unsigned, fromMs };
}

async function savedKeys(file: string): Promise<readonly SavedKey[]> {
  const saved: unknown = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => null);
  const list = Array.isArray(saved) ? saved : fieldOf(saved, 'PublicKeyList');
  return Array.isArray(list) ? list : [];
}

function merge(keys: readonly SavedKey[]): readonly SavedKey[] {
  return [...new Map(keys.map((key) => [key.Fingerprint, key])).values()];
}

async function withSaved(
  file: string,
  fetched: readonly DigestSignature[],
): Promise<readonly DigestSignature[]> {
  const bytes = await readFile(file).catch(() => null);
  const saved = bytes === null ? null : readDigestSignatures(bytes);
  const before = saved?.kind === 'signatures' ? saved.signatures : [];
  const all = [...before, ...fetched].filter(({ key }) => readTrailFileName(key) !== null);
  return [...new Map(all.map((one) => [`${one.bucket}/${one.key}`, one])).values()];
}
