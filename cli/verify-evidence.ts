import pMap from 'p-map';
import { sha256Hex } from '../core/policy/canonical-json.ts';
import { buildSeal, type ObjectContent } from '../core/prove/build-seal.ts';
import { createChainCheck } from '../core/prove/check-chain.ts';
import { checkName } from '../core/prove/check-name.ts';
import type { SealKey } from '../core/prove/check-signature.ts';
import type { ClockHour } from '../core/prove/clock-hour.ts';
import { readClosure } from '../core/prove/closure.ts';
import { isEvidenceKey, sealKeyOf, signatureKeyOf } from '../core/prove/evidence-layout.ts';
import type { Flaw, Unseen } from '../core/prove/flaw.ts';
import { placeUnsealed } from '../core/prove/place-unsealed.ts';
import type { Seal } from '../core/prove/seal.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { readContent } from '../io/read-content.ts';
import { checkObject } from './check-object.ts';
import { createEvidenceJudge } from './judge-evidence.ts';
import { readPolicies } from './read-policies.ts';
import { type Entry, type Inventory, readKeys, takeInventory } from './take-inventory.ts';
import type { Verified, VerifyProgress } from './verify-result.ts';

export type Trust = {
  /** Keys that were given, besides those that lie with the evidence. */
  readonly keys: readonly SealKey[];
  /** The fingerprints that somebody vouches for; empty where nobody does. */
  readonly fingerprints: ReadonlySet<string>;
  readonly nowMs: number;
  /** Until when the evidence must reach; null where nobody said. */
  readonly untilMs: number | null;
};

const AT_ONCE = { concurrency: 8 };

/** Checks every hash, signature and link of some evidence, and judges all of it again. */
export async function verifyEvidence(
  source: EvidenceSource,
  trust: Trust,
  signal: AbortSignal,
  onProgress: (progress: VerifyProgress) => void,
): Promise<Verified> {
  const inventory = await takeInventory(source, signal);
  const known = new Map(await readKeys(inventory, source));
  for (const key of trust.keys) known.set(key.fingerprint, key);
  const chain = createChainCheck({ known, trusted: trust.fingerprints }, trust.nowMs);
  const judge = createEvidenceJudge(await readPolicies(inventory, source), source);
  const flaws: Flaw[] = [];
  const unseen: Unseen[] = [...inventory.unseen];
  const lost = new Map<string, Flaw>();
  const named = new Set<string>();
  const sum = { seals: 0, objects: 0, late: 0, quarantined: 0 };

  for (const hour of inventory.hours) {
    if (signal.aborted) break;
    await checkSeal(hour);
    tellProgress();
  }
  chain.end(trust.untilMs);
  flaws.push(...checkSealFiles(inventory));
  const open = signal.aborted ? [] : await checkUnsealed();
  if (inventory.hours.length === 0) {
    unseen.push({ where: 'seals/v1', problem: 'there is no seal, so nothing can be proven' });
  }
  const settled = await judge.settle();
  const last = chain.last();
  return {
    flaws: [...chain.flaws, ...flaws, ...lost.values(), ...judge.flaws],
    unseen: [...chain.unseen, ...unseen, ...judge.unseen()],
    open,
    others: inventory.others,
    ...sum,
    firstHour: inventory.hours[0] ?? null,
    lastHour: last?.hour ?? null,
    records: judge.records(),
    settled,
    hours: last?.hours ?? null,
    origin: originOf(last, trust),
  };

  function tellProgress(): void {
    onProgress({ ...sum, allSeals: inventory.hours.length, records: judge.records() });
  }

  async function checkSeal(hour: ClockHour): Promise<void> {
    const [bytes, signature] = [
      await readSealFile(sealKeyOf(hour)),
      await readSealFile(signatureKeyOf(hour)),
    ];
    const added = bytes === null ? null : chain.add({ hour, bytes, signature });
    if (bytes === null || added === null) return;
    sum.seals += 1;
    const { seal, previous } = added;
    const contents = await checkObjects(seal, seal.hour !== hour);
    if (contents === null || (previous === null) !== (seal.previous === null)) return;
    const again = buildSeal({
      ...seal,
      previous,
      sealedMs: Date.parse(seal.sealed),
      contents,
    });
    if (!Buffer.from(again).equals(bytes)) {
      flaws.push({
        kind: 'changed',
        where: sealKeyOf(hour),
        what: 'it does not say what follows from the objects and the seal that it names',
      });
    }
  }

  /** Null where not all of them are as they were sealed. */
  async function checkObjects(
    seal: Seal,
    isElsewhere: boolean,
  ): Promise<readonly ObjectContent[] | null> {
    const others = new Map(seal.objects.map(({ sha256, key }) => [sha256, key]));
    const contents = await pMap(
      seal.objects,
      async (sealed): Promise<ObjectContent | null> => {
        const { key } = sealed;
        if (named.has(key)) {
          if (!isElsewhere) {
            flaws.push({
              kind: 'added',
              where: sealKeyOf(seal.hour),
              what: `it names ${key}, and so does another seal`,
            });
          }
          return null;
        }
        named.add(key);
        const entry = inventory.entries.get(key);
        const onLine = judge.open({
          key,
          versionId: entry?.versionIds.length ? sealed.versionId : null,
        });
        const checked = await checkObject(sealed, entry, others, source, onLine);
        unseen.push(...checked.unseen);
        for (const flaw of checked.flaws) {
          if (flaw.kind === 'missing') lost.set(sealed.sha256, flaw);
          else flaws.push(flaw);
        }
        if (checked.content === null) return null;
        sum.objects += 1;
        tellProgress();
        sum.quarantined += checked.content.lines;
        if (sealed.late === true) sum.late += 1;
        return checked.content;
      },
      AT_ONCE,
    );
    return contents.includes(null) ? null : contents.filter((content) => content !== null);
  }

  async function checkUnsealed(): Promise<readonly string[]> {
    const unsealed = [...inventory.entries].filter(([key]) => !named.has(key));
    const isOpen = await pMap(unsealed, ([key, entry]) => checkOneUnsealed(key, entry), AT_ONCE);
    return unsealed.flatMap(([key], index) => (isOpen[index] === true ? key : []));
  }

  async function checkOneUnsealed(
    key: string,
    { writtenMs, versionIds, hidden }: Entry,
  ): Promise<boolean> {
    if (hidden) flaws.push({ kind: 'hidden', where: key, what: 'a delete marker lies over it' });
    const read = await source.read(key, versionIds[0] ?? null);
    if (read.kind !== 'bytes') {
      unseen.push({ where: key, problem: read.kind === 'missing' ? 'it vanished' : read.problem });
      return false;
    }
    const moved = lost.get(sha256Hex(read.bytes));
    if (moved !== undefined) {
      lost.delete(sha256Hex(read.bytes));
      flaws.push({ kind: 're-dated', where: moved.where, what: `it lies at ${key} now` });
      return false;
    }
    const problem = checkName(key, read.bytes);
    if (problem !== null) {
      flaws.push({ kind: 'changed', where: key, what: problem });
      return false;
    }
    const closed = readClosure(read.bytes)?.closed;
    const saidMs = closed === undefined ? null : Date.parse(closed);
    const object = { key, writtenMs, isTimeTrusted: versionIds.length > 0, saidMs };
    const placed = placeUnsealed(object, chain.last(), trust);
    if (placed.kind !== 'open') flaws.push({ kind: placed.kind, where: key, what: placed.what });
    if (isEvidenceKey(key)) {
      const ref = { key, versionId: versionIds[0] ?? null };
      const content = await readContent({ ...ref, writtenMs }, read.bytes, judge.open(ref));
      const bad = content.tally?.unreadable ?? 0;
      if (bad > 0) unseen.push({ where: key, problem: `${bad} of its lines are no evidence` });
    }
    return placed.kind === 'open';
  }

  async function readSealFile(key: string): Promise<Uint8Array | null> {
    const entry = inventory.seals.get(key);
    if (entry === undefined) return null;
    const read = await source.read(key, entry.versionIds[0] ?? null);
    if (read.kind === 'bytes') return read.bytes;
    unseen.push({ where: key, problem: read.kind === 'missing' ? 'it vanished' : read.problem });
    return null;
  }
}

/** What the names and versions of seals tell by themselves. */
function checkSealFiles({ seals, hours }: Inventory): readonly Flaw[] {
  const right = new Set(hours.flatMap((hour) => [sealKeyOf(hour), signatureKeyOf(hour)]));
  return [...seals].flatMap(([where, { hidden, versionIds }]): readonly Flaw[] => [
    ...(right.has(where)
      ? []
      : [{ kind: 'added', where, what: 'there is no seal of this name' } as const]),
    ...(hidden ? [{ kind: 'hidden', where, what: 'a delete marker lies over it' } as const] : []),
    ...(versionIds.length > 1
      ? [{ kind: 'overwritten', where, what: `it has ${versionIds.length} versions` } as const]
      : []),
  ]);
}

function originOf(last: Seal | null, { fingerprints }: Trust): Verified['origin'] {
  const fingerprint = last?.signer?.fingerprint;
  if (fingerprint === undefined) return { kind: 'not signed' };
  return { kind: fingerprints.has(fingerprint) ? 'proven' : 'not proven', fingerprint };
}
