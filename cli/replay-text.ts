import { cityOf } from '../core/catalog/place.ts';
import type { PolicyFile } from '../core/policy/policy-file.ts';
import type { Outcome, Replay, ReplayedGroup } from '../core/prevent/replay-calls.ts';
import { nameOfAccount, nameOfRole } from '../core/report/names.ts';
import { sayLeftOut } from '../core/report/say-left-out.ts';
import type { Collected } from './collection.ts';
import { labelled, safe, WIDTH, wrap } from './layout.ts';
import type { Paint, Tone } from './terminal.ts';

export type ReplayResult = Replay &
  Pick<Collected, 'files' | 'gaps'> & { readonly leftOut: number };

const HEADS: Readonly<Record<Outcome, readonly [string, Tone]>> = {
  breaks: ['WOULD BREAK', 'alarm'],
  'lets-through': ['LET THROUGH', 'warning'],
  hidden: ['NOT KNOWN', 'warning'],
  stops: ['STOPPED', 'good'],
  keeps: ['EXEMPT', 'strong'],
  refused: ['REFUSED', 'quiet'],
};

/** What policies would have done to recorded calls, for a person: the answer, then each kind of call. */
export function replayText(
  replay: ReplayResult,
  accounts: NonNullable<PolicyFile['accounts']>,
  paint: Paint,
): string {
  const { outcomes, exempt, jobs, leftOut, gaps, calls } = replay;
  const counts = [
    ...labelled('Kept', `${outcomes.keeps} calls that may run still could`),
    ...labelled('Stopped', `${outcomes.stops} that ran outside, or nobody knows where`),
    ...labelled('Let through', `${outcomes['lets-through']} of those`),
    ...labelled('Refused', `${outcomes.refused} were refused then already`),
    ...(exempt === 0
      ? []
      : labelled('Exempt', `${exempt} pass only because a policy exempts who made them`)),
    ...sayLeftOut(leftOut).flatMap((text) => labelled('Window', text)),
    ...(jobs === 0
      ? []
      : labelled('Not replayed', `${jobs} jobs: batch, async and Data Automation`)),
    ...gaps.flatMap(({ file, place, problem }) =>
      labelled('Not read', `${file}${place === null ? '' : `, ${place}`}: ${problem}`),
    ),
  ];
  const blocks = [
    answerLines(replay, paint),
    ...replay.groups.map((group) => groupLines(group, accounts, paint)),
    [`  of ${calls} calls`, ...counts],
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function answerLines({ outcomes, calls, jobs, files, gaps }: ReplayResult, paint: Paint) {
  const { breaks, hidden } = outcomes;
  const through = outcomes['lets-through'];
  const unsure = hidden + jobs + gaps.length;
  const parts = [
    ...(breaks > 0 ? [`${breaks} of ${calls} calls that may run would break`] : []),
    ...(through > 0 ? [`${through} that may not would pass`] : []),
    ...(hidden > 0 ? [`of ${hidden} nobody can say`] : []),
    ...(jobs > 0 ? [`${jobs} jobs are not replayed`] : []),
    ...(gaps.length > 0 ? [`${gaps.length} files or records could not be read`] : []),
  ];
  const text =
    files === 0
      ? 'NOT KNOWN. No file was looked at.'
      : parts.length === 0
        ? `YES. Every call that may run still could, and no other of ${calls}.`
        : `${breaks + through > 0 ? 'NO' : 'NOT PROVEN'}. ${parts.join('; ')}.`;
  const tone = breaks + through > 0 ? 'alarm' : unsure > 0 || files === 0 ? 'warning' : 'good';
  return wrap(text, WIDTH - 2).map((line) => `  ${paint(tone, line)}`);
}

function groupLines(
  group: ReplayedGroup,
  accounts: NonNullable<PolicyFile['accounts']>,
  paint: Paint,
): readonly string[] {
  const { accountId, principal, modelId, sourceRegion, inferenceRegion, verdict } = group;
  const [head, tone] = HEADS[group.outcome];
  const accountNames = Object.fromEntries(
    Object.entries(accounts).map(([id, { name, owner = null }]) => [id, { name, owner }]),
  );
  const who = `${nameOfAccount(accountId, { policy: { accountNames } })} / ${nameOfRole(principal)}`;
  const ran =
    inferenceRegion === null ? 'unknown' : `${cityOf(inferenceRegion)} (${inferenceRegion})`;
  return [
    `  ${paint(tone, `${head} ${group.calls}x`)}  ${safe(who)}`,
    ...labelled(
      '',
      `${modelId ?? 'model not named'}; ${cityOf(sourceRegion)} -> ${ran}, ${verdict}`,
    ),
    ...(group.exempt ? labelled('', 'allowed only because a policy exempts who made it') : []),
    ...(group.because === null ? [] : labelled('', group.because)),
  ];
}
