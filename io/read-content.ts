import { sha256Hex } from '../core/policy/canonical-json.ts';
import type { ObjectContent } from '../core/prove/build-seal.ts';
import { isEvidenceKey, isQuarantineKey } from '../core/prove/evidence-layout.ts';
import { linesOf, readEvidence } from '../core/prove/read-evidence.ts';
import type { ReadEvidenceLine } from '../core/prove/read-evidence-line.ts';
import { createTally } from '../core/prove/tally-lines.ts';
import { unzip } from './unzip.ts';

type Stored = Pick<ObjectContent, 'key' | 'writtenMs' | 'versionId'>;

/** What a seal says of an object. One that cannot be unpacked is sealed as it is, and counts as unreadable. */
export async function readContent(
  object: Stored,
  bytes: Uint8Array,
  onLine: (line: ReadEvidenceLine) => void = () => undefined,
): Promise<ObjectContent> {
  const { key, writtenMs, versionId } = object;
  const content = { key, writtenMs, versionId, sha256: sha256Hex(bytes), bytes: bytes.length };
  if (!isEvidenceKey(key) && !isQuarantineKey(key)) return { ...content, tally: null, lines: 0 };
  const unzipped = await unzip(bytes);
  const text = unzipped.kind === 'bytes' ? new TextDecoder().decode(unzipped.bytes) : 'unreadable';
  if (isQuarantineKey(key)) {
    let lines = 0;
    for (const _ of linesOf(text)) lines += 1;
    return { ...content, tally: null, lines };
  }
  const tally = createTally();
  for (const line of readEvidence(text)) {
    tally.addLine(line);
    onLine(line);
  }
  return { ...content, tally: tally.tally(), lines: 0 };
}
