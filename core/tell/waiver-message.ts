import type { ResolvedWaiver } from '../policy/resolved-policy.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';

/** A waiver ends soon: whoever owns it has to do something, or its calls will be outside. */
export function waiverMessage(waiver: ResolvedWaiver, { runbookUrl }: TellContext): Message {
  const { id, until, owner, approvedBy, reason, ticket, regions } = waiver;
  const heading = 'waiver-ending';
  return {
    subject: subjectOf(`[geofence] waiver ${id} of ${owner} ends on ${until.slice(0, 10)}`),
    body: `${[
      `Waiver ${id} ends at ${until}. What it allows will be outside from then on, and will wake somebody.`,
      `Regions    ${regions.join(', ')}`,
      `Reason     ${reason}`,
      `Owner      ${owner}; approved by ${approvedBy}; ticket ${ticket}`,
      `Do         ask ${owner}: will the calls stop in time, or is a new waiver asked for?`,
      `Runbook    ${runbookUrl === null ? `docs/runbook.md, "${heading}"` : `${runbookUrl}#${heading}`}`,
    ]
      .map(lineOf)
      .join('\n')}\n`,
    attributes: { verdict: 'waived' },
  };
}
