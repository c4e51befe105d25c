import { hourAt, hoursAfter } from '../core/prove/clock-hour.ts';
import type { CoverageState } from '../core/prove/count-hours.ts';
import { countState } from '../core/prove/count-state.ts';
import { DAYS_AFTER, nameOf, type TrailPlace } from '../core/prove/trail-coverage.ts';
import type { ReconciledPeriod } from '../lambdas/reconcile/reconcile-period.ts';
import { safe } from './layout.ts';
import type { Paint } from './terminal.ts';

const MARKS: Readonly<Record<CoverageState, string>> = {
  complete: '=',
  incomplete: '!',
  'not looked at': '?',
};
const MOST_SHOWN = 50;

/** What reconciling found, before and after what was missing was added, for people. */
export function reconcileText(
  before: ReconciledPeriod,
  after: ReconciledPeriod,
  paint: Paint,
): string {
  const { unseen, input, files, others } = before;
  const { fromMs, untilMs } = input.period;
  const isRepaired = before !== after;
  const missing = before.differences.filter(({ kind }) => kind === 'missing').length;
  const left = after.differences.length;
  const open = countState(after, 'incomplete') + countState(after, 'not looked at');
  const tone = left > 0 ? 'alarm' : open > 0 || unseen.length > 0 ? 'warning' : 'good';
  return `${[
    paint(tone, answerOf(after, open)),
    ...(isRepaired
      ? [
          `${before.missing.length} records of ${missing} missing calls were added, marked as reconciled.`,
        ]
      : []),
    '',
    `  From ${timeOf(fromMs)} to ${timeOf(untilMs)} UTC. ${files} log files were read: what was delivered until`,
    `  ${DAYS_AFTER} days after the end, because files hold records of any earlier time.`,
    ...(others === 0
      ? []
      : [`  Left alone, because their names are not those of log files: ${others}.`]),
    '',
    ...coverageLines(after),
    ...differenceLines(before, isRepaired),
    ...listed(
      'Could not be looked at',
      unseen.map(({ where, problem }) => `${safe(where)}: ${safe(problem)}`),
    ),
  ].join('\n')}\n`;
}

function answerOf({ hours, differences, files, unseen }: ReconciledPeriod, open: number): string {
  const sum = (of: 'trail' | 'evidence') => hours.reduce((all, hour) => all + hour[of], 0);
  const calls = `The trail has ${sum('trail')} calls, evidence ${sum('evidence')}`;
  if (files === 0) return 'Nothing was looked at: the trail has no log files of that time.';
  if (differences.length > 0) return `${calls}; they do not agree on ${differences.length}.`;
  if (open > 0 || unseen.length > 0) return `${calls}; not every hour could be compared in full.`;
  return `${calls}: they agree, call by call.`;
}

/** A line for each account, source Region and day, with a mark for each hour. */
function coverageLines({ hours, silent, input }: ReconciledPeriod): readonly string[] {
  const { coverage, period } = input;
  const counted = new Map(hours.map((each) => [`${nameOf(each)} ${each.hour}`, each]));
  const places = new Map(
    [...hours, ...silent, ...coverage.places()].map((place) => [nameOf(place), place] as const),
  );
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
        const of = hours.filter(
          (each) => nameOf(each) === nameOf(place) && each.hour?.startsWith(day),
        );
        const sum = (field: 'trail' | 'evidence') => of.reduce((all, each) => all + each[field], 0);
        return `${who}${day}  ${strip.padEnd(24)}  ${String(sum('trail')).padStart(8)}${String(sum('evidence')).padStart(10)}`;
      });
    });
  if (lines.length === 0) return [];
  const head = `  ${'account'.padEnd(13)}${'source Region'.padEnd(16)}${'day'.padEnd(12)}${'00    06    12    18'.padEnd(26)}${'trail'.padStart(8)}${'evidence'.padStart(10)}`;
  return [head, ...lines, '', '  = complete   ! incomplete   ? not looked at', ''];
}

function differenceLines(
  { differences }: ReconciledPeriod,
  isRepaired: boolean,
): readonly string[] {
  const titles = {
    missing: isRepaired ? 'Was missing in evidence, and is added' : 'Missing in evidence',
    extra: 'In evidence, and the trail has no record of it',
    differing: 'Differing',
  } as const;
  return (['extra', 'differing', 'missing'] as const).flatMap((kind) =>
    listed(
      titles[kind],
      differences
        .filter((each) => each.kind === kind)
        .map(({ timeMs, accountId, sourceRegion, eventId, trail, evidence }) => {
          const when = timeMs === null ? 'at a time that cannot be read' : timeOf(timeMs);
          const says = [trail && `trail: ${trail}`, evidence && `evidence: ${evidence}`].filter(
            Boolean,
          );
          return safe(
            `${when}  ${accountId}  ${sourceRegion}  ${eventId ?? 'no event id'}  ${says.join('; ')}`,
          );
        }),
    ),
  );
}

function listed(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const left = items.length - MOST_SHOWN;
  return [
    `${title} (${items.length}):`,
    ...items.slice(0, MOST_SHOWN).map((item) => `  ${item}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
    '',
  ];
}

/** "2026-11-03 10:31" */
function timeOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}
