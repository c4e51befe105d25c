import type { Stretch } from '../core/prove/check-digest-chain.ts';
import type { CheckedTrail } from './check-trail.ts';
import { safe } from './layout.ts';
import type { Paint } from './terminal.ts';

const MOST_SHOWN = 50;

/** What the digests prove, for people: one sentence, then every thing that is wrong or not proven. */
export function trailText(checked: CheckedTrail, paint: Paint): string {
  const { flaws, unproven, notCovered } = checked;
  const lines = [
    paint(flaws.length > 0 ? 'alarm' : isProven(checked) ? 'good' : 'warning', answerOf(checked)),
    '',
    ...checked.chains.flatMap(chainLines),
    ...listed('Wrong', flaws, ({ kind, where, what }) => `${kind}  ${safe(where)}: ${safe(what)}`),
    ...listed('Not proven', unproven, ({ where, what }) => `${safe(where)}: ${safe(what)}`),
    ...listed('Not covered: no valid digest is here for their time', notCovered, safe),
  ];
  if (checked.open > 0) {
    lines.push(
      '',
      `${count(checked.open, 'log file is', 'log files are')} newer than every digest: still open.`,
    );
  }
  if (checked.others > 0) {
    lines.push('', `${count(checked.others, 'other file', 'other files')} left alone.`);
  }
  return `${lines.join('\n')}\n`;
}

function isProven({ unproven, notCovered, chains }: CheckedTrail): boolean {
  return unproven.length === 0 && notCovered.length === 0 && chains.length > 0;
}

function answerOf(checked: CheckedTrail): string {
  const { flaws, chains, logs, covered } = checked;
  const files = `${covered.size} of ${count(logs, 'log file', 'log files')}`;
  if (flaws.length > 0) {
    return `${count(flaws.length, 'thing is', 'things are')} wrong; CloudTrail's digests prove ${files}.`;
  }
  if (chains.length === 0) return 'Nothing is proven: no digest of CloudTrail is here.';
  const period = periodOf(chains.flatMap((chain) => chain.covered));
  if (period === null) return `Nothing is proven: no digest could be checked.`;
  if (isProven(checked)) {
    return `CloudTrail's digests prove ${files}, ${period}: nothing changed, nothing missing.`;
  }
  return `Nothing is seen to be wrong, but not all is proven: CloudTrail's digests prove ${files}, ${period}.`;
}

function chainLines({ name, covered, gaps }: CheckedTrail['chains'][number]): readonly string[] {
  const period = periodOf(covered) ?? 'nothing proven';
  return [
    `  ${safe(name)}: ${period}`,
    ...gaps.map(
      ({ fromMs, untilMs }) =>
        `    no digests from ${timeOf(fromMs)} to ${timeOf(untilMs)}: logging or its validation was stopped`,
    ),
  ];
}

function listed<T>(
  title: string,
  items: readonly T[],
  textOf: (item: T) => string,
): readonly string[] {
  if (items.length === 0) return [];
  const left = items.length - MOST_SHOWN;
  return [
    '',
    `${title}:`,
    ...items.slice(0, MOST_SHOWN).map((item) => `  ${textOf(item)}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
}

function periodOf(stretches: readonly Stretch[]): string | null {
  if (stretches.length === 0) return null;
  const fromMs = Math.min(...stretches.map((stretch) => stretch.fromMs));
  const untilMs = Math.max(...stretches.map((stretch) => stretch.untilMs));
  return `from ${timeOf(fromMs)} to ${timeOf(untilMs)} UTC`;
}

/** "2026-11-03 10:00" */
function timeOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}

function count(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}
