import { readPublicKey, type SealKey } from '../core/prove/check-signature.ts';
import { type ClockHour, hourInKey } from '../core/prove/clock-hour.ts';
import { SEALED_PREFIXES, SEALS_PREFIX } from '../core/prove/evidence-layout.ts';
import type { Unseen } from '../core/prove/flaw.ts';
import type { EvidenceEntry, EvidenceSource } from '../io/evidence-source.ts';

export type Entry = Extract<EvidenceEntry, { readonly kind: 'object' }>;

/** What a place with evidence holds, by what it is for. */
export type Inventory = {
  /** Everything that a seal may name, by key. */
  readonly entries: Map<string, Entry>;
  /** Files of seals and signatures, by key. */
  readonly seals: ReadonlyMap<string, Entry>;
  /** Hours of which a file of a seal is there, in order. */
  readonly hours: readonly ClockHour[];
  readonly others: number;
  readonly unseen: readonly Unseen[];
};

export async function takeInventory(
  source: EvidenceSource,
  signal: AbortSignal,
): Promise<Inventory> {
  const entries = new Map<string, Entry>();
  const seals = new Map<string, Entry>();
  const hours: ClockHour[] = [];
  const unseen: Unseen[] = [];
  let others = 0;
  for await (const entry of source.list()) {
    if (signal.aborted) break;
    if (entry.kind === 'gap') {
      unseen.push({ where: entry.path, problem: entry.problem });
    } else if (entry.key.startsWith(SEALS_PREFIX)) {
      seals.set(entry.key, entry);
      const hour = entry.key.endsWith('.json') ? hourInKey(entry.key) : null;
      if (hour !== null) hours.push(hour);
    } else if (SEALED_PREFIXES.some((prefix) => entry.key.startsWith(prefix))) {
      entries.set(entry.key, entry);
    } else {
      others += 1;
    }
  }
  return { entries, seals, hours: hours.sort(), others, unseen };
}

/** The public keys that lie with the evidence, by their real fingerprints. */
export async function readKeys(
  { entries }: Inventory,
  source: EvidenceSource,
): Promise<ReadonlyMap<string, SealKey>> {
  const keys = new Map<string, SealKey>();
  for (const [key, { versionIds }] of entries) {
    if (!key.startsWith('keys/v1/')) continue;
    const read = await source.read(key, versionIds[0] ?? null);
    const found = read.kind === 'bytes' ? readPublicKey(read.bytes) : null;
    if (found?.kind === 'key') keys.set(found.fingerprint, found);
  }
  return keys;
}
