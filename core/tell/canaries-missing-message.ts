import { cityOf } from '../catalog/place.ts';
import type { ClockHour } from '../prove/clock-hour.ts';
import type { MissingCanary } from '../prove/missing-canaries.ts';
import { nameOfAccount } from '../report/names.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';

const SHOWN = 80;

/** Accounts and source Regions whose canary stopped coming: told once a day of each. */
export function canariesMissingMessage(
  hour: ClockHour,
  missing: readonly MissingCanary[],
  { runbookUrl, ...context }: TellContext,
): Message {
  const lines = missing.slice(0, SHOWN).map(({ accountId, region, last }) => {
    const name = nameOfAccount(accountId, { policy: context });
    const account = name === accountId ? accountId : `${name} (${accountId})`;
    return `${account}  ${cityOf(region)} (${region})  last in the hour from ${last}:00Z`;
  });
  const left = missing.length - lines.length;
  const heading = 'canaries-missing';
  const count = missing.length === 1 ? 'the canary' : `${missing.length} canaries`;
  return {
    subject: subjectOf(`[geofence] ${count} of an account and Region stopped coming`),
    body: `${[
      `In the hours up to ${hour}:59Z no canary came from these, and before it did. What is called there may not be seen:`,
      '',
      ...lines,
      ...(left > 0 ? [`and ${left} more: see watched/v1/ in the evidence`] : []),
      '',
      `Runbook    ${runbookUrl === null ? `docs/runbook.md, "${heading}"` : `${runbookUrl}#${heading}`}`,
      `Dashboard  ${context.dashboardUrl}`,
      'Told once a day of each account and Region.',
    ]
      .map(lineOf)
      .join('\n')}\n`,
    attributes: { verdict: 'blind' },
  };
}
