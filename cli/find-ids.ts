import { fieldOf } from '../core/judge/json-fields.ts';
import { keyOf } from '../core/judge/key.ts';
import { isEvidenceKey } from '../core/prove/evidence-layout.ts';
import { readEvidence } from '../core/prove/read-evidence.ts';
import type { ReadEvidenceLine } from '../core/prove/read-evidence-line.ts';
import { findingIdOf } from '../core/report/finding-id.ts';
import { isToldGroup } from '../core/tell/marker.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { unzip } from '../io/unzip.ts';

/**
 * Looks for findings and told groups by their ids; answers with those that are nowhere. Evidence is read
 * from the newest hour back, until all are found. Rejects where something on the way cannot be read.
 */
export async function findIds(
  ids: ReadonlySet<string>,
  { list, read }: EvidenceSource,
): Promise<readonly string[]> {
  const left = new Set(ids);
  const evidence: string[] = [];
  for await (const entry of list()) {
    if (entry.kind === 'gap') throw new Error(`${entry.path}: ${entry.problem}`);
    if (isToldGroup(entry.key)) left.delete(entry.key.slice(-69, -5));
    if (isEvidenceKey(entry.key)) evidence.push(entry.key);
  }
  for (const key of evidence.sort().reverse()) {
    if (![...left].some((id) => id.length === 16)) break;
    const object = await read(key, null);
    if (object.kind !== 'bytes') throw new Error(`${key} cannot be read`);
    const unzipped = await unzip(object.bytes);
    if (unzipped.kind !== 'bytes') throw new Error(`${key}: ${unzipped.problem}`);
    for (const line of readEvidence(new TextDecoder().decode(unzipped.bytes))) {
      const id = findingOf(line);
      if (id !== null) left.delete(id);
    }
  }
  return [...left];
}

function findingOf(line: ReadEvidenceLine): string | null {
  if (line.kind === 'bad' || !('line' in line.reading)) return null;
  const verdict = fieldOf(line.judged, 'verdict');
  if (verdict !== 'outside' && verdict !== 'undecided') return null;
  const key = keyOf(line.reading.line) ?? JSON.stringify([line.reading.line, 0]);
  return findingIdOf(key);
}
