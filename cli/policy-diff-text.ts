import { cityOf } from '../core/catalog/place.ts';
import type { PolicyFile } from '../core/policy/policy-file.ts';
import type { Flip, JobFlip, JudgedDiff, Said } from '../core/report/diff-judged.ts';
import { nameOfAccount, nameOfRole } from '../core/report/names.ts';
import { sayLeftOut } from '../core/report/say-left-out.ts';
import type { Collected } from './collection.ts';
import { labelled, safe, WIDTH, wrap } from './layout.ts';
import type { Paint } from './terminal.ts';

export type PolicyDiff = JudgedDiff &
  Pick<Collected, 'files' | 'gaps'> & {
    /** Calls and jobs before or after the time that was asked for. */
    readonly leftOut: number;
    readonly policies: {
      readonly before: string;
      readonly after: string;
      readonly changes: readonly string[];
      readonly scp: readonly string[];
    };
  };

type Accounts = NonNullable<PolicyFile['accounts']>;

/** What a change of policy would have changed, for a person: the answer, each flip, who is told, what changed. */
export function policyDiffText(diff: PolicyDiff, accounts: Accounts, paint: Paint): string {
  const { policies, flips, jobFlips, gaps } = diff;
  const blocks = [
    answerLines(diff, paint),
    ...flips.map((flip) => flipLines(flip, accounts, paint)),
    ...jobFlips.map((flip) => jobLines(flip, accounts)),
    [
      ...toldLines(diff, accounts),
      ...exposureLines(diff),
      ...(policies.changes.length === 0 ? labelled('Policy', 'both resolve to the same') : []),
      ...policies.changes.flatMap((change, index) => labelled(index === 0 ? 'Policy' : '', change)),
      ...policies.scp.flatMap((change) => labelled('SCP', change)),
      ...sayLeftOut(diff.leftOut).flatMap((text) => labelled('Window', text)),
      ...gaps.flatMap(({ file, place, problem }) =>
        labelled('Not read', `${file}${place === null ? '' : `, ${place}`}: ${problem}`),
      ),
    ],
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function answerLines({ flips, jobFlips, calls, files, gaps, policies }: PolicyDiff, paint: Paint) {
  const flipped = flips.reduce((sum, flip) => sum + flip.calls, 0);
  const jobs = jobFlips.reduce((sum, flip) => sum + flip.jobs, 0);
  const worse = flips.some(({ after }) => isFinding(after));
  const also = jobs === 0 ? '' : `, and ${counted(jobs, 'job')}`;
  const unread =
    gaps.length === 0
      ? ''
      : ` ${counted(gaps.length, 'file or record', 'files or records')} could not be read.`;
  const text =
    files === 0
      ? 'NOT KNOWN. No file was looked at.'
      : flipped + jobs === 0
        ? `NOTHING FLIPS. Both policies say the same of ${counted(calls, 'call')}.${unread}`
        : `${flipped} of ${counted(calls, 'call')} would be judged otherwise${also}.${unread}`;
  const tone = worse || files === 0 ? 'alarm' : unread === '' ? 'good' : 'warning';
  return [
    ...wrap(text, WIDTH - 2).map((line) => `  ${paint(tone, line)}`),
    `  policy ${policies.before.slice(0, 8)} against ${policies.after.slice(0, 8)}`,
  ];
}

function flipLines(flip: Flip, accounts: Accounts, paint: Paint): readonly string[] {
  const { before, after, calls, sourceRegion, modelId, eventIds, fromMs, untilMs } = flip;
  const tone = isFinding(after) ? 'alarm' : isFinding(before) ? 'good' : 'strong';
  const change = `${before.verdict.toUpperCase()} -> ${after.verdict.toUpperCase()} ${calls}x`;
  const ran = after.inferenceRegion ?? before.inferenceRegion;
  const where = `${cityOf(sourceRegion)} -> ${ran === null ? 'unknown' : `${cityOf(ran)} (${ran})`}`;
  const from = isoOf(fromMs);
  const when = fromMs === untilMs ? from : `${from} to ${isoOf(untilMs)}`;
  return [
    `  ${paint(tone, change)}  ${safe(whoOf(flip, accounts))}`,
    ...labelled('', `${modelId ?? 'model not named'}; ${where}`),
    ...labelled(
      '',
      `fence ${before.fence ?? 'none'} before, ${after.fence ?? 'none'} after; ${toldOf(before, after)}`,
    ),
    ...labelled('', `${when}${eventIds.length === 0 ? '' : `; eventID ${eventIds.join(', ')}`}`),
  ];
}

function jobLines(flip: JobFlip, accounts: Accounts): readonly string[] {
  const change = flip.shownAfter ? 'now shown as never recorded' : 'no longer shown';
  return [
    `  JOB ${change} ${flip.jobs}x  ${safe(whoOf(flip, accounts))}`,
    ...labelled(
      '',
      `${flip.eventName} of ${flip.modelId ?? 'no model named'} from ${cityOf(flip.sourceRegion)}`,
    ),
  ];
}

/** Who would have been told, and who no longer. */
function toldLines({ flips }: PolicyDiff, accounts: Accounts): readonly string[] {
  const side = (label: string, chosen: readonly Flip[]) => {
    const groups = new Map<string, number>();
    for (const flip of chosen) {
      const who = ownerOf(flip, accounts);
      groups.set(who, (groups.get(who) ?? 0) + flip.calls);
    }
    const shown = [...groups].map(([who, calls]) => `${who} (${counted(calls, 'call')})`);
    return labelled(label, shown.length === 0 ? 'nobody' : shown.join('; '));
  };
  return [
    ...side(
      'Now told',
      flips.filter(({ before, after }) => after.told && !before.told),
    ),
    ...side(
      'Told no more',
      flips.filter(({ before, after }) => before.told && !after.told),
    ),
  ];
}

function exposureLines({ exposed: { before, after } }: PolicyDiff): readonly string[] {
  if (before === after) return [];
  return labelled(
    'Exposed',
    `${counted(after, 'call or job', 'calls or jobs')} may leave their fence, ${before} before`,
  );
}

function isFinding({ verdict }: Said): boolean {
  return verdict === 'outside' || verdict === 'undecided';
}

function toldOf(before: Said, after: Said): string {
  if (before.told === after.told) return after.told ? 'told both times' : 'nobody is told';
  return after.told ? 'now somebody is told' : 'nobody is told any more';
}

function whoOf(
  { accountId, principal }: Pick<Flip, 'accountId' | 'principal'>,
  accounts: Accounts,
) {
  return `${nameOfAccount(accountId, { policy: { accountNames: namesOf(accounts) } })} / ${nameOfRole(principal)}`;
}

function ownerOf(flip: Flip, accounts: Accounts): string {
  const owner = flip.accountId === null ? undefined : accounts[flip.accountId]?.owner;
  return `${whoOf(flip, accounts)}, owner ${owner ?? 'not named in the policy'}`;
}

function namesOf(accounts: Accounts) {
  return Object.fromEntries(
    Object.entries(accounts).map(([id, { name, owner = null }]) => [id, { name, owner }]),
  );
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function isoOf(timeMs: number | null): string {
  return timeMs === null
    ? 'at a time that cannot be read'
    : new Date(timeMs).toISOString().replace('.000Z', 'Z');
}
