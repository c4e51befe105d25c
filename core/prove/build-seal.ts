import { canonicalJson } from '../policy/canonical-json.ts';
import type { ClockHour } from './clock-hour.ts';
import { hourOfObject, isQuarantineKey, isReconciledKey } from './evidence-layout.ts';
import type { Seal, SealedObject, Signer } from './seal.ts';
import { createTally, type LineTally } from './tally-lines.ts';

/** An object as the store holds it. */
export type StoredObject = {
  readonly key: string;
  /** When the store says that it was written, UTC epoch milliseconds. */
  readonly writtenMs: number;
};

/** An object that was read: what a seal says of it, and what it adds to the seal's sums. */
export type ObjectContent = StoredObject & {
  readonly sha256: string;
  readonly bytes: number;
  readonly versionId: string | null;
  /** Null for what is no evidence. */
  readonly tally: LineTally | null;
  /** Lines, for what is in quarantine. */
  readonly lines: number;
};

export type SealInput = {
  readonly hour: ClockHour;
  readonly hours: Seal['hours'];
  readonly final: boolean;
  /** The seal before, and the SHA-256 of its bytes. */
  readonly previous: { readonly seal: Seal; readonly sha256: string } | null;
  readonly sealedMs: number;
  readonly signer: Signer | null;
  readonly code: string;
  readonly regions: readonly string[];
  /** In any order; each once. */
  readonly contents: readonly ObjectContent[];
};

/** The bytes of a seal: canonical JSON and a line feed. Equal input gives equal bytes. */
export function buildSeal(input: SealInput): Uint8Array {
  const { hour, hours, final, previous, sealedMs, signer, code } = input;
  const contents = input.contents.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const sum = createTally();
  for (const { tally } of contents) if (tally !== null) sum.addTally(tally);
  const { counts, unreadable } = sum.tally();
  const seal: Seal = {
    schema: 'seal/1',
    ...{ hour, hours, final, signer, code },
    previous: previous === null ? null : { hour: previous.seal.hour, sha256: previous.sha256 },
    sealed: new Date(sealedMs).toISOString(),
    regions: input.regions.toSorted(),
    policies: policiesOf(contents, previous?.seal ?? null),
    counts: [...counts],
    unreadable,
    quarantined: contents
      .filter(({ key }) => isQuarantineKey(key))
      .reduce((lines, content) => lines + content.lines, 0),
    objects: contents.map((content) => sealedObject(content, hour, hours)),
  };
  return new TextEncoder().encode(`${canonicalJson(seal)}\n`);
}

function sealedObject(
  { key, sha256, bytes, versionId, writtenMs }: ObjectContent,
  hour: ClockHour,
  hours: Seal['hours'],
): SealedObject {
  const written = new Date(writtenMs).toISOString();
  const late = hours === 'writing' && hourOfObject(key, writtenMs) < hour;
  return { key, sha256, bytes, versionId, written, ...(late ? { late } : {}) };
}

/** The one that was in force last comes last: what was reconciled was judged by one of its own time. */
function policiesOf(contents: readonly ObjectContent[], previous: Seal | null): string[] {
  const usedMs = new Map<string, number>();
  const reconciled = new Set<string>();
  for (const { key, tally, writtenMs } of contents) {
    if (isReconciledKey(key)) {
      for (const policy of tally?.policies ?? []) reconciled.add(policy);
      continue;
    }
    for (const policy of tally?.policies ?? []) {
      usedMs.set(policy, Math.max(usedMs.get(policy) ?? 0, writtenMs));
    }
  }
  const used = [...usedMs].sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1));
  const live = used.length > 0 ? used.map(([hash]) => hash) : (previous?.policies.slice(-1) ?? []);
  const beside = [...reconciled].filter((hash) => !live.includes(hash)).sort();
  return [...beside, ...live];
}
