import { hourAt, hoursAfter } from '../core/prove/clock-hour.ts';
import type { CoverageState } from '../core/prove/count-hours.ts';
import { countState } from '../core/prove/count-state.ts';
import type { Listed } from '../core/prove/listed.ts';
import type { ReconcileReport } from '../core/prove/reconcile-report.ts';
import {
  createTrailCoverage,
  DAYS_AFTER,
  nameOf,
  type TrailPlace,
} from '../core/prove/trail-coverage.ts';
import { safe } from './layout.ts';
import type { Paint } from './terminal.ts';

const MARKS: Readonly<Record<CoverageState, string>> = {
  complete: '=',
  incomplete: '!',
  'not looked at': '?',
};
const MOST_SHOWN = 50;

/** What reconciling found, for people. */
export function reconcileText(report: ReconcileReport, paint: Paint): string {
  const { unseen, files, others, period, differences, left, added, manifest } = report;
  const open = countState(report, 'incomplete') + countState(report, 'not looked at');
  const tone = left > 0 ? 'alarm' : open > 0 || unseen.count > 0 ? 'warning' : 'good';
  return `${[
    paint(tone, answerOf(report, open)),
    ...(added === null
      ? []
      : [
          `${added} records were added, marked as reconciled; ${differences.missing.count} calls were missing.`,
        ]),
    '',
    `  From ${timeOf(period.fromMs)} to ${timeOf(period.untilMs)} UTC. ${files} log files were read: what was delivered until`,
    `  ${DAYS_AFTER} days after the end, because files hold records of any earlier time.`,
    ...(manifest === undefined
      ? []
      : [
          '  Only files that this list names were read; of others this says nothing:',
          `  ${safe(manifest)}`,
        ]),
    ...(others === 0
      ? []
      : [`  Left alone, because their names are not those of log files: ${others}.`]),
    '',
    ...coverageLines(report),
    ...differenceLines(report),
    ...listOf(
      'Could not be looked at',
      unseen,
      ({ where, problem }) => `${safe(where)}: ${safe(problem)}`,
    ),
  ].join('\n')}\n`;
}

function answerOf({ hours, left, files, unseen }: ReconcileReport, open: number): string {
  const sum = (of: 'trail' | 'evidence') => hours.reduce((all, hour) => all + hour[of], 0);
  const calls = `The trail has ${sum('trail')} calls, evidence ${sum('evidence')}`;
  if (files === 0) return 'Nothing was looked at: the trail has no log files of that time.';
  if (left > 0) return `${calls}; they do not agree on ${left}.`;
  if (open > 0 || unseen.count > 0) return `${calls}; not every hour could be compared in full.`;
  return `${calls}: they agree, call by call.`;
}

/** A line for each account, source Region and day, with a mark for each hour. */
function coverageLines(report: ReconcileReport): readonly string[] {
  const { hours, silent, period, nowMs } = report;
  const coverage = createTrailCoverage(nowMs);
  coverage.addFacts(report.coverage);
  const counted = new Map(hours.map((each) => [`${nameOf(each)} ${each.hour}`, each]));
  const places = new Map(
    [...hours, ...silent, ...coverage.places()].map((place) => [nameOf(place), place] as const),
  );
  const sums = sumDays(hours);
  const stateOf = (place: TrailPlace, hour: string): CoverageState => {
    const state = counted.get(`${nameOf(place)} ${hour}`)?.state;
    if (state !== undefined) return state;
    const sight = coverage.sightOf(place, hour);
    return sight === 'whole' ? 'complete' : sight === 'in part' ? 'incomplete' : sight;
  };
  const lines = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, place]) => {
      const marks = new Map<string, string>();
      for (
        let hour = hourAt(period.fromMs);
        hour <= hourAt(period.untilMs - 1);
        hour = hoursAfter(hour, 1)
      ) {
        const day = hour.slice(0, 10);
        marks.set(
          day,
          `${marks.get(day) ?? ' '.repeat(Number(hour.slice(11)))}${MARKS[stateOf(place, hour)]}`,
        );
      }
      const who = `  ${(place.accountId ?? 'no account').padEnd(13)}${safe(place.sourceRegion).padEnd(16)}`;
      return [...marks].map(([day, strip]) => {
        const { trail = 0, evidence = 0 } = sums.get(`${nameOf(place)} ${day}`) ?? {};
        return `${who}${day}  ${strip.padEnd(24)}  ${String(trail).padStart(8)}${String(evidence).padStart(10)}`;
      });
    });
  if (lines.length === 0) return [];
  const head = `  ${'account'.padEnd(13)}${'source Region'.padEnd(16)}${'day'.padEnd(12)}${'00    06    12    18'.padEnd(26)}${'trail'.padStart(8)}${'evidence'.padStart(10)}`;
  return [head, ...lines, '', '  = complete   ! incomplete   ? not looked at', ''];
}

/** Calls of both sides by account, source Region and day. */
function sumDays(hours: ReconcileReport['hours']) {
  const sums = new Map<string, { trail: number; evidence: number }>();
  for (const each of hours) {
    const name = `${nameOf(each)} ${each.hour?.slice(0, 10)}`;
    const { trail = 0, evidence = 0 } = sums.get(name) ?? {};
    sums.set(name, { trail: trail + each.trail, evidence: evidence + each.evidence });
  }
  return sums;
}

function differenceLines({ differences, added }: ReconcileReport): readonly string[] {
  const titles = {
    missing: added === null ? 'Missing in evidence' : 'Was missing in evidence, and is added',
    extra: 'In evidence, and the trail has no record of it',
    differing: 'Differing',
  } as const;
  return (['extra', 'differing', 'missing'] as const).flatMap((kind) =>
    listOf(
      titles[kind],
      differences[kind],
      ({ timeMs, accountId, sourceRegion, eventId, trail, evidence }) => {
        const when = timeMs === null ? 'at a time that cannot be read' : timeOf(timeMs);
        const says = [trail && `trail: ${trail}`, evidence && `evidence: ${evidence}`].filter(
          Boolean,
        );
        return safe(
          `${when}  ${accountId}  ${sourceRegion}  ${eventId ?? 'no event id'}  ${says.join('; ')}`,
        );
      },
    ),
  );
}

function listOf<T>(
  title: string,
  { count, shown }: Listed<T>,
  textOf: (item: T) => string,
): readonly string[] {
  if (count === 0) return [];
  const left = count - Math.min(shown.length, MOST_SHOWN);
  return [
    `${title} (${count}):`,
    ...shown.slice(0, MOST_SHOWN).map((item) => `  ${textOf(item)}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
    '',
  ];
}

/** "2026-11-03 10:31" */
function timeOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}
