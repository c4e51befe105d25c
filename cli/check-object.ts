import { sha256Hex } from '../core/policy/canonical-json.ts';
import type { ObjectContent } from '../core/prove/build-seal.ts';
import type { Flaw, FlawKind, Unseen } from '../core/prove/flaw.ts';
import type { ReadEvidenceLine } from '../core/prove/read-evidence-line.ts';
import type { SealedObject } from '../core/prove/seal.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { readContent } from '../io/read-content.ts';
import type { Entry } from './take-inventory.ts';

/** What an object turned out to be against its seal. */
export type CheckedObject = {
  /** Null where its bytes are not those that were sealed. */
  readonly content: ObjectContent | null;
  readonly flaws: readonly Flaw[];
  readonly unseen: readonly Unseen[];
};

/**
 * Reads one sealed object, in the version that was sealed where there are versions. `others` are the
 * objects of the same seal, by their hashes.
 */
export async function checkObject(
  sealed: SealedObject,
  entry: Entry | undefined,
  others: ReadonlyMap<string, string>,
  source: EvidenceSource,
  onLine: (line: ReadEvidenceLine) => void,
): Promise<CheckedObject> {
  const { key, versionId } = sealed;
  const flaws: Flaw[] = [];
  const flaw = (kind: FlawKind, what: string) => void flaws.push({ kind, where: key, what });
  const versions = entry?.versionIds ?? [];
  if (entry === undefined) return missing('its seal names it, and it is not there');
  if (entry.hidden) flaw('hidden', 'a delete marker lies over it');
  if (versions.length > 0 && versionId !== null) {
    if (!versions.includes(versionId)) return missing(`its sealed version ${versionId} is gone`);
    if (versions[0] !== versionId) flaw('overwritten', `version ${versions[0]} lies over it`);
  }
  const read = await source.read(
    key,
    versions.length === 0 ? null : (versionId ?? versions[0] ?? null),
  );
  if (read.kind === 'missing') return missing('it was listed, and is not there');
  if (read.kind === 'unreadable') {
    return { content: null, flaws, unseen: [{ where: key, problem: read.problem }] };
  }
  const hash = sha256Hex(read.bytes);
  if (hash !== sealed.sha256) {
    const other = others.get(hash);
    if (other !== undefined) flaw('reordered', `it holds what was sealed as ${other}`);
    else flaw('changed', describeChange(read.bytes.length, sealed.bytes));
    return { content: null, flaws, unseen: [] };
  }
  const writtenMs = Date.parse(sealed.written);
  const content = await readContent({ key, writtenMs, versionId }, read.bytes, onLine);
  const bad = content.tally?.unreadable ?? 0;
  const unseen = bad === 0 ? [] : [{ where: key, problem: `${bad} of its lines are no evidence` }];
  return { content, flaws, unseen };

  function missing(what: string): CheckedObject {
    flaw('missing', what);
    return { content: null, flaws, unseen: [] };
  }
}

function describeChange(found: number, sealed: number): string {
  return found === sealed
    ? 'its bytes are not those that were sealed'
    : `it has ${found} bytes, and ${sealed} were sealed`;
}
