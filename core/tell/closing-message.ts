import { describeGroup } from './describe-group.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';
import type { TellGroup } from './tell-groups.ts';

/** A group that was told in its hour, and how many of its calls that message counted. */
export type Followed = { readonly group: TellGroup; readonly told: number };

const SHOWN = 100;

/** What followed in an hour after people were told: the promised count, once, when the hour is closed. */
export function closingMessage(
  hour: string,
  followed: readonly Followed[],
  context: TellContext,
): Message {
  const more = followed.reduce((sum, { group, told }) => sum + group.calls.length - told, 0);
  const lines = followed.slice(0, SHOWN).map(({ group, told }) => {
    return `${describeGroup(group, context)}, of which ${told} were told at once`;
  });
  const left = followed.length - lines.length;
  return {
    subject: subjectOf(
      `[geofence] ${more} more calls in the hour from ${hour.slice(11)}:00Z, of ${followed.length} kinds that you were told of`,
    ),
    body: `${[
      `The hour from ${hour}:00Z is closed. After you were told of them, these went on:`,
      '',
      ...lines,
      ...(left > 0 ? [`and ${left} more kinds: see the evidence of this hour`] : []),
      '',
      `Dashboard  ${context.dashboardUrl}`,
    ]
      .map(lineOf)
      .join('\n')}\n`,
    attributes: { verdict: 'several' },
  };
}
