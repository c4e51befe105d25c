import { endOfHour } from '../core/prove/clock-hour.ts';
import { safe } from './layout.ts';
import type { Paint } from './terminal.ts';
import type { Verified } from './verify-result.ts';

/** Things of each kind that are named; of the rest the count is. */
const MOST_NAMED = 100;

/** What verifying found, for a person: the answer, up to when it proves, then each thing that is wrong. */
export function verifyText(verified: Verified, paint: Paint): string {
  const { flaws, unseen, open, settled, seals, objects, records } = verified;
  const { submissions, ...verdicts } = settled;
  const calls = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const byVerdict = Object.entries(verdicts).filter(([, count]) => count > 0);
  const said = byVerdict.map(([verdict, count]) => `${show(count)} ${verdict}`).join(', ');
  const rows: readonly (readonly [string, string] | null)[] = [
    ['Proves', reachOf(verified)],
    ['Sealed', `${count(seals, 'seal')}, ${count(objects, 'object')}`],
    ['Signed', originOf(verified)],
    [
      'Judged',
      `${count(records, 'record')} again: ${count(calls, 'call')}${said === '' ? '' : ` (${said})`}${submissions === 0 ? '' : `, ${count(submissions, 'submission')}`}`,
    ],
    verified.late === 0
      ? null
      : [
          'Late',
          `${count(verified.late, 'object')} came after the seal of the hour, and the next holds it`,
        ],
    open.length === 0
      ? null
      : [
          'Open',
          `${count(open.length, 'object')} of hours that are not safely past: not proven yet`,
        ],
    verified.quarantined === 0
      ? null
      : [
          'Kept',
          `${count(verified.quarantined, 'record')} in quarantine: not understood, and not judged`,
        ],
    verified.others === 0
      ? null
      : ['Beside', `${count(verified.others, 'file')} that no seal would name, left alone`],
  ];
  return [
    paint(toneOf(verified), answerOfVerified(verified)),
    '',
    ...rows.flatMap((row) => (row === null ? [] : `  ${row[0].padEnd(8)}${row[1]}`)),
    ...section(
      'Wrong',
      flaws.map(({ kind, where, what }) => `${kind.toUpperCase()} ${safe(where)}: ${safe(what)}`),
    ),
    ...section(
      'Not looked at',
      unseen.map(({ where, problem }) => `${safe(where)}: ${safe(problem)}`),
    ),
    '',
  ].join('\n');
}

/** Whether the evidence is what was sealed, in one sentence. */
export function answerOfVerified({ flaws, unseen, origin, seals }: Verified): string {
  if (flaws.length > 0) {
    const uncovered = flaws.filter(({ kind }) => kind === 'not covered').length;
    const wrong = flaws.length - uncovered;
    if (wrong === 0)
      return `Not altered, but not covered: no seal names ${count(uncovered, 'object')}.`;
    return `NO. The evidence is not what was sealed: ${wrong === 1 ? '1 thing is' : `${show(wrong)} things are`} wrong.`;
  }
  if (seals === 0) return 'Nothing is proven: there is no seal.';
  if (unseen.length > 0) return `Not all of it could be looked at: ${count(unseen.length, 'gap')}.`;
  switch (origin.kind) {
    case 'proven':
      return 'Yes. The evidence is what was sealed, and sealed with the key that you named.';
    case 'not proven':
      return 'Consistent, origin not proven: nobody named the key (--public-key, --fingerprint).';
    case 'not signed':
      return 'Consistent, origin not proven: a chain of hashes that nobody signed.';
  }
}

/** How the answer stands. */
export function toneOf({ flaws, unseen, origin }: Verified) {
  if (flaws.length > 0) return 'alarm';
  return unseen.length > 0 || origin.kind !== 'proven' ? 'warning' : 'good';
}

/** From when to when it proves. */
export function reachOf({ firstHour, lastHour, hours, flaws, unseen }: Verified): string {
  if (firstHour === null || lastHour === null) return 'nothing';
  const end = new Date(endOfHour(lastHour)).toISOString().slice(0, 16);
  const what = hours === 'event' ? 'events of the audited logs, from' : 'what was written from';
  const reach = `${what} ${firstHour}:00Z until ${end}Z`;
  return flaws.length + unseen.length === 0 ? reach : `${reach}, but for what follows`;
}

/** Who signed it. */
export function originOf({ origin }: Verified): string {
  if (origin.kind === 'not signed') return 'by nobody';
  return `by key ${origin.fingerprint}${origin.kind === 'proven' ? ', which you named' : ''}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const left = lines.length - MOST_NAMED;
  const named = lines.slice(0, MOST_NAMED).map((line) => `  ${line}`);
  return ['', title, ...named, ...(left > 0 ? [`  and ${show(left)} more`] : [])];
}

function count(number: number, noun: string): string {
  return `${show(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function show(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
