import type { Reading } from '../../core/judge/reading.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import { unzip } from '../../io/unzip.ts';
import type { EvidenceReader } from './ports.ts';

/** A line of evidence, or what is wrong with it or with its object. */
export type KeptReading =
  | {
      readonly kind: 'reading';
      readonly reading: Reading;
      /** By which policy it was judged; null beside a call. */
      readonly policySha256: string | null;
    }
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads one object of evidence, line by line. */
export async function* readKeptObject(
  key: string,
  evidence: Pick<EvidenceReader, 'read'>,
): AsyncGenerator<KeptReading> {
  const object = await evidence.read(key);
  const unzipped = object === null ? null : await unzip(object.bytes);
  if (unzipped?.kind !== 'bytes') {
    yield { kind: 'bad', problem: unzipped?.problem ?? 'it was listed and is not there' };
    return;
  }
  for (const read of readEvidence(new TextDecoder().decode(unzipped.bytes))) {
    yield read.kind === 'bad' ? read : { ...read, kind: 'reading' };
  }
}
