import { readEvidence } from '../../core/prove/read-evidence.ts';
import type { ReadEvidenceLine } from '../../core/prove/read-evidence-line.ts';
import { unzip } from '../../io/unzip.ts';
import type { CompactPorts } from './ports.ts';

/** The lines of an object of evidence, or why they cannot be had. */
export type ReadLines =
  | { readonly kind: 'lines'; readonly lines: Iterable<ReadEvidenceLine> }
  | { readonly kind: 'unreadable'; readonly problem: string };

export async function readObject(
  evidence: CompactPorts['evidence'],
  key: string,
): Promise<ReadLines> {
  const object = await evidence.read(key);
  if (object === null) return { kind: 'unreadable', problem: 'it was listed and is not there' };
  const unzipped = unzip(object.bytes);
  if (unzipped.kind === 'unreadable') return unzipped;
  return { kind: 'lines', lines: readEvidence(new TextDecoder().decode(unzipped.bytes)) };
}
