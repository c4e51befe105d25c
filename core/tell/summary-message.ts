import { describeGroup } from './describe-group.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';
import type { TellGroup } from './tell-groups.ts';

/** SNS takes 256 KB: as many lines of 1,000 characters fit, even if each takes three bytes. */
const SHOWN = 80;

/** One message for what a flood holds beyond the messages of its own: a line each, and where the rest is. */
export function summaryMessage(groups: readonly TellGroup[], context: TellContext): Message {
  const calls = groups.reduce((sum, group) => sum + group.calls.length, 0);
  const lines = groups.slice(0, SHOWN).map((group) => describeGroup(group, context));
  const left = groups.length - lines.length;
  return {
    subject: subjectOf(
      `[geofence] ${groups.length} more kinds of findings, ${calls} calls: too many to tell one by one`,
    ),
    body: `${[
      `${groups.length} more callers, models or routes were found outside or undecided in the same batch.`,
      'Each is told once in this clock hour; all of them are in the evidence.',
      '',
      ...lines,
      ...(left > 0 ? [`and ${left} more: see the evidence of this hour`] : []),
      '',
      `Dashboard  ${context.dashboardUrl}`,
    ]
      .map(lineOf)
      .join('\n')}\n`,
    attributes: { verdict: 'several' },
  };
}
