import type { Coverage } from '../core/coverage/coverage.ts';
import { COVERAGE_PREFIX } from '../core/coverage/coverage-key.ts';
import { readCoverage } from '../core/coverage/read-coverage.ts';
import type { Window } from '../core/judge/in-window.ts';
import type { Line } from '../core/judge/reading.ts';
import { sha256Hex } from '../core/policy/canonical-json.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { hourInKey, startOfHour } from '../core/prove/clock-hour.ts';
import { CLOSURES_PREFIX, type Closure, readClosure } from '../core/prove/closure.ts';
import { isEvidenceKey, isQuarantineKey } from '../core/prove/evidence-layout.ts';
import type { Unseen } from '../core/prove/flaw.ts';
import type { ReadEvidenceLine } from '../core/prove/read-evidence-line.ts';
import { readSeal, type Seal } from '../core/prove/seal.ts';
import { createPart } from '../core/prove/settle-part.ts';
import { readWatched, WATCHED_PREFIX } from '../core/prove/watched-hour.ts';
import type { Gap } from '../core/report/audit-report.ts';
import type { Writing } from '../core/report/follow-findings.ts';
import { misattributedGap } from '../core/report/misattributed-gap.ts';
import { createUnwatchedPlaces, type UnwatchedPlace } from '../core/report/unwatched-places.ts';
import { readToldMarker, type ToldMarker } from '../core/tell/read-told-marker.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { readContent } from '../io/read-content.ts';
import { readQuarantine } from '../io/read-quarantine.ts';
import type { Inventory } from './take-inventory.ts';

/** Lines of the day before a period and of the day after it may belong to calls of the period. */
const MARGIN_MS = 24 * 3_600_000;

/** What a key may look like that becomes a file, and stands in lists that a shell reads. */
const PLAIN_KEY = /^(?:[\w=-][\w.=-]*\/)+[\w=-][\w.=-]*$/;

type LeftOut = { readonly key: string; readonly why: string };

export type Gathered = {
  readonly seals: readonly Seal[];
  /** SHA-256 of the last seal; null where there is none. */
  readonly head: string | null;
  /** Every line that a policy judges, to be settled. */
  readonly part: ReturnType<typeof createPart>;
  readonly strays: readonly string[];
  readonly writings: ReadonlyMap<string, Writing>;
  readonly told: readonly ToldMarker[];
  readonly closures: readonly Closure[];
  /** Accounts and source Regions of which something was not seen in the period, worst first. */
  readonly unwatched: readonly UnwatchedPlace[];
  /** The newest of the period; null where there is none. */
  readonly coverage: Coverage | null;
  /** Records that could not be understood when they came. */
  readonly gaps: readonly Gap[];
  readonly unseen: readonly Unseen[];
  readonly files: number;
  readonly records: number;
  /** Sealed objects that lie in the pack, that were left out of it, and objects that no seal names. */
  readonly objects: {
    readonly here: number;
    readonly leftOut: readonly LeftOut[];
    readonly unsealed: number;
  };
};

type Gathering = {
  readonly source: EvidenceSource;
  readonly inventory: Inventory;
  readonly policies: ReadonlyMap<string, ResolvedPolicy>;
  readonly window: Window;
};

/** Reads evidence once more for a report, in the versions that were sealed, and hands on what a pack takes. */
export async function gatherEvidence(
  { source, inventory, policies, window }: Gathering,
  put: (key: string, bytes: Uint8Array) => Promise<void>,
  signal: AbortSignal,
  onProgress: (files: number, allFiles: number) => void,
): Promise<Gathered> {
  const seals: Seal[] = [];
  let head: string | null = null;
  const part = createPart();
  const strays: string[] = [];
  const writings = new Map<string, Writing>();
  const told: ToldMarker[] = [];
  const closures: Closure[] = [];
  const unwatched = createUnwatchedPlaces();
  let coverage: Coverage | null = null;
  const gaps: Gap[] = [];
  const unseen: Unseen[] = [];
  const leftOut: LeftOut[] = [];
  let [files, records, here, unsealed] = [0, 0, 0, 0];

  for (const [key, { versionIds }] of [...inventory.seals].sort(byKey)) {
    const bytes = await read(key, versionIds[0] ?? null);
    if (bytes !== null) await take(key, bytes);
  }
  const sealed = new Map(
    seals.flatMap(({ objects }) => objects.map((object) => [object.key, object])),
  );
  const isByWriting = seals.at(-1)?.hours !== 'event';
  for (const [key, entry] of [...inventory.entries].sort(watchedFirst)) {
    if (signal.aborted) break;
    onProgress(files, inventory.entries.size + inventory.seals.size);
    const its = sealed.get(key);
    const newest = entry.versionIds[0] ?? null;
    const bytes = await read(key, newest === null ? null : (its?.versionId ?? newest));
    if (bytes === null) continue;
    const writtenMs = its === undefined ? entry.writtenMs : Date.parse(its.written);
    const why = await look(key, bytes, { writtenMs, hour: hourInKey(key) });
    if (why === null && (await take(key, bytes))) {
      if (its === undefined) unsealed += 1;
      else here += 1;
    } else if (its !== undefined) {
      leftOut.push({ key, why: why ?? 'its name could not be that of a file here' });
    }
  }
  const objects = { here, leftOut, unsealed };
  return {
    seals,
    head,
    part,
    strays,
    writings,
    told,
    closures,
    unwatched: unwatched.list(),
    coverage,
    gaps,
    unseen,
    files,
    records,
    objects,
  };

  async function read(key: string, versionId: string | null): Promise<Uint8Array | null> {
    const entry = await source.read(key, versionId);
    files += 1;
    // What cannot be read is what verifying found, too.
    return entry.kind === 'bytes' ? entry.bytes : null;
  }

  async function take(key: string, bytes: Uint8Array): Promise<boolean> {
    if (!PLAIN_KEY.test(key)) {
      unseen.push({
        where: key,
        problem: 'its name could not be that of a file, and it is not in the pack',
      });
      return false;
    }
    const seal = key.startsWith('seals/') && key.endsWith('.json') ? readSeal(bytes) : null;
    if (seal?.kind === 'seal') {
      seals.push(seal.seal);
      head = sha256Hex(bytes);
    }
    await put(key, bytes);
    return true;
  }

  /** Takes what an object says; answers with why it is left out of the pack, or null. */
  async function look(key: string, bytes: Uint8Array, writing: Writing): Promise<string | null> {
    if (isEvidenceKey(key)) return lookAtLines(key, bytes, writing);
    if (isQuarantineKey(key)) {
      if (!isByWriting || writing.hour === null || isNear(startOfHour(writing.hour))) {
        gaps.push(...readQuarantine(key, bytes));
      }
      return 'quarantine: records as they came, which may hold more of a person than evidence does';
    }
    if (key.startsWith(WATCHED_PREFIX)) {
      const watched = readWatched(bytes);
      if (watched === null) unseen.push({ where: key, problem: 'it says nothing of an hour' });
      else if (isNear(startOfHour(watched.hour), 0)) unwatched.addHour(watched);
      else return 'the hour that it is of is not of the period';
    }
    if (key.startsWith(CLOSURES_PREFIX)) {
      const closure = readClosure(bytes);
      if (closure === null) unseen.push({ where: key, problem: 'it is no closure' });
      else closures.push(closure);
    }
    if (key.startsWith(COVERAGE_PREFIX)) {
      const its = readCoverage(bytes);
      if (its === null) unseen.push({ where: key, problem: 'it is no coverage' });
      else if (isNear(Date.parse(its.asOf), 0)) coverage = its;
      else return 'the day that it is of is not of the period';
    }
    const marker = key.startsWith('told/') ? readToldMarker(bytes) : null;
    if (marker !== null) told.push(marker);
    return null;
  }

  async function lookAtLines(
    key: string,
    bytes: Uint8Array,
    writing: Writing,
  ): Promise<string | null> {
    let isOfPeriod = false;
    await readContent({ key, writtenMs: writing.writtenMs, versionId: null }, bytes, (line) => {
      records += 1;
      const isIn = takeLine(line, writing);
      gaps.push(...misattributedGap(line, key).filter(() => isAskedFor(line, writing)));
      isOfPeriod = isIn || isOfPeriod;
    });
    return isOfPeriod ? null : 'no line in it is of the period, or of the day before or after';
  }

  /** Whether the line may be about a call of the period. */
  function takeLine(read: ReadEvidenceLine, writing: Writing): boolean {
    if (read.kind === 'bad') return true;
    if (!('line' in read.reading)) {
      if (read.reading.corrects !== null) strays.push(read.reading.corrects);
      return true;
    }
    const { line } = read.reading;
    unwatched.addLine(read.reading);
    const policy = policies.get(read.policySha256 ?? '');
    if (policy !== undefined) part.add(line, policy);
    remember(line, writing);
    return line.timeMs === null || line.corrects !== null || isNear(line.timeMs);
  }

  function remember({ eventId }: Line, writing: Writing): void {
    if (eventId === null) return;
    const before = writings.get(eventId);
    if (before === undefined || writing.writtenMs < before.writtenMs)
      writings.set(eventId, writing);
  }

  /** Whether it is of the period itself; what is no call has the time of its writing. */
  function isAskedFor(read: ReadEvidenceLine, { writtenMs }: Writing): boolean {
    const reading = read.kind === 'line' ? read.reading : null;
    const timeMs = reading !== null && 'line' in reading ? reading.line.timeMs : writtenMs;
    return timeMs === null || isNear(timeMs, 0);
  }

  function isNear(timeMs: number, marginMs = MARGIN_MS): boolean {
    const { fromMs, untilMs } = window;
    return timeMs >= (fromMs ?? timeMs) - marginMs && timeMs <= (untilMs ?? timeMs) + marginMs;
  }
}

/** What the hours lacked is known before the lines are read that may have been added since. */
function watchedFirst(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  const isWatched = ([key]: readonly [string, unknown]) => key.startsWith(WATCHED_PREFIX);
  return Number(isWatched(b)) - Number(isWatched(a)) || byKey(a, b);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
