import { nameOfAccount } from '../report/names.ts';
import type { Origin } from '../watch/misattribution.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';
import type { MisattributedGroup } from './misattributed-groups.ts';

/** As many lines of 1,000 characters as SNS takes. */
const SHOWN = 80;

/** Records that came in an event of another account or Region: one message for a batch, a line each. */
export function misattributedMessage(
  groups: readonly MisattributedGroup[],
  { runbookUrl, ...context }: TellContext,
): Message {
  const records = groups.reduce((sum, group) => sum + group.records, 0);
  const shown = ({ account, region }: Origin) =>
    `${nameOfAccount(account, { policy: context })} in ${region ?? 'no Region'}`;
  const lines = groups.slice(0, SHOWN).map(({ misattribution: { stamped, named }, ...group }) => {
    return `${group.records}x  stamped ${shown(stamped)}; the record names ${shown(named)}`;
  });
  const left = groups.length - lines.length;
  const heading = 'misattributed';
  return {
    subject: subjectOf(
      `[geofence] ${records === 1 ? '1 record names' : `${records} records name`} another account or Region than the event`,
    ),
    body: `${[
      'EventBridge stamps each event with the account and Region of its bus. These records name another:',
      'somebody may have put them into the queue. They are judged like all others, and marked in the evidence.',
      '',
      ...lines,
      ...(left > 0 ? [`and ${left} more kinds: see the evidence of this hour`] : []),
      '',
      `Runbook    ${runbookUrl === null ? `docs/runbook.md, "${heading}"` : `${runbookUrl}#${heading}`}`,
      `Dashboard  ${context.dashboardUrl}`,
      'Each kind is told once in a clock hour.',
    ]
      .map(lineOf)
      .join('\n')}\n`,
    attributes: { verdict: 'misattributed' },
  };
}
