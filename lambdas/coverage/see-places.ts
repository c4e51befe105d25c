import { createSightings, type Sightings, WINDOW_MS } from '../../core/coverage/sightings.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import {
  type ClockHour,
  folderOfHour,
  hourAt,
  hoursAfter,
  startOfHour,
} from '../../core/prove/clock-hour.ts';
import { isReconciledKey, SEALS_PREFIX } from '../../core/prove/evidence-layout.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import { readSeal } from '../../core/prove/seal.ts';
import { readWatched, watchedKeyOf } from '../../core/prove/watched-hour.ts';
import { unzip } from '../../io/unzip.ts';
import type { EvidenceReader } from '../reconcile/ports.ts';

export type SeenPlaces = {
  readonly sightings: Sightings;
  /** Why evidence of a Region was not looked at in full; null where it was. */
  readonly unreadOf: (region: string) => string | null;
  readonly unseen: readonly { readonly where: string; readonly problem: string }[];
};

/** "eu-central-1-" before the SHA-256 of what an object holds. */
const OBJECT = /\/([a-z0-9-]+)-[0-9a-f]{64}\.jsonl\.gz$/;

/** How far to read. */
export type Look = {
  readonly onObject?: (objects: number) => void;
  /** Whether older hours could show nothing more that matters; asked after each hour. */
  readonly isEnough?: (sightings: Sightings) => boolean;
  /** Whether there is no time left; asked before each object. */
  readonly isLate?: () => boolean;
};

/**
 * Reads which accounts and Regions the watcher's records of the last day came from: by what the hourly run
 * kept of canaries, then by evidence itself, the newest hours first. An object that cannot be read leaves its Region in doubt; one for which there was no time, all.
 */
export async function seePlaces(
  evidence: EvidenceReader,
  policy: ResolvedPolicy,
  nowMs: number,
  { onObject, isEnough, isLate }: Look = {},
): Promise<SeenPlaces> {
  const sightings = createSightings(policy, nowMs);
  const unseen: { where: string; problem: string }[] = [];
  const unread = new Map<string | null, string>();
  let objects = 0;
  const first = hourAt(nowMs - WINDOW_MS);
  for (let hour = hourAt(nowMs); hour > first; hour = hoursAfter(hour, -1)) await readHour(hour);
  const linesFrom = isEnough?.(sightings) === true ? null : hourAt(nowMs);
  for (let hour = linesFrom; hour !== null && hour >= first; hour = hoursAfter(hour, -1)) {
    for await (const { key } of evidence.list(`evidence/v1/${folderOfHour(hour)}/`)) {
      if (isReconciledKey(key)) continue;
      if (isLate?.() === true) return tooLate(hour);
      const problem = await readObject(key);
      objects += 1;
      onObject?.(objects);
      if (problem === null) continue;
      unseen.push({ where: key, problem });
      unread.set(OBJECT.exec(key)?.[1] ?? null, `${key}: ${problem}`);
    }
    if (isEnough?.(sightings) === true) break;
  }
  if (objects === 0)
    unseen.push({ where: 'evidence', problem: 'it holds nothing of the last 24 hours' });
  if (await isOfAnAudit()) {
    const problem = 'it was made by an audit, which shows the trail and not the watcher';
    unseen.push({ where: 'evidence', problem });
    return { sightings: createSightings(policy, nowMs), unseen, unreadOf: () => problem };
  }
  return {
    sightings,
    unseen,
    unreadOf: (region) => unread.get(region) ?? unread.get(null) ?? null,
  };

  function tooLate(hour: ClockHour): SeenPlaces {
    const problem = `there was no time to read all evidence from before ${hour}:59Z`;
    unseen.push({ where: 'evidence', problem });
    return { sightings, unseen, unreadOf: () => problem };
  }

  /** The hourly run keeps whose canary came in an hour; where it did not, evidence says as much. */
  async function readHour(hour: ClockHour): Promise<void> {
    const key = watchedKeyOf(hour);
    const object = await evidence.read(key);
    if (object === null) return;
    objects += 1;
    const watched = readWatched(object.bytes);
    if (watched === null) unseen.push({ where: key, problem: 'it says nothing of an hour' });
    for (const [region, accounts] of Object.entries(watched?.canaries ?? {})) {
      for (const id of accounts) sightings.addAt(id, region, 'canaryMs', startOfHour(hour));
    }
  }

  /** The watcher seals by the hour of writing, an audit by that of the event. */
  async function isOfAnAudit(): Promise<boolean> {
    for await (const { key } of evidence.list(SEALS_PREFIX)) {
      const object = key.endsWith('.json') ? await evidence.read(key) : null;
      const seal = object === null ? null : readSeal(object.bytes);
      if (seal?.kind === 'seal') return seal.seal.hours === 'event';
    }
    return false;
  }

  /** Why not all of it could be read; null where it could. */
  async function readObject(key: string): Promise<string | null> {
    const object = await evidence.read(key);
    const unzipped = object === null ? null : await unzip(object.bytes);
    if (unzipped?.kind !== 'bytes') return unzipped?.problem ?? 'it was listed and is not there';
    let bad: string | null = null;
    for (const read of readEvidence(new TextDecoder().decode(unzipped.bytes))) {
      if (read.kind === 'bad') bad = read.problem;
      else if (read.misattribution !== null || read.isReconciled) continue;
      else if ('line' in read.reading) sightings.add(read.reading.line);
    }
    return bad;
  }
}
