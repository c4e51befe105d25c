import type { CoverageRow } from '../coverage/coverage.ts';
import { groupRows } from '../coverage/group-rows.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';

/** As many lines of 1,000 characters as SNS takes. */
const SHOWN = 80;

/** Accounts and Regions that can call Bedrock, are not watched, and of which nobody was told yet. */
export function unwatchedMessage(
  rows: readonly CoverageRow[],
  { runbookUrl, dashboardUrl }: TellContext,
): Message {
  const groups = groupRows(rows, 'callable, not watched');
  const left = groups.length - SHOWN;
  const many = rows.length === 1 ? '1 account-Region' : `${rows.length} account-Regions`;
  const heading = 'unwatched';
  const lines = [
    'Calls of Bedrock can start there, and the watcher sees nothing of them:',
    '',
    ...groups.slice(0, SHOWN).map(({ accountId, name, regions, why }) => {
      return `${accountId} ${name}: ${regions.join(', ')}: ${why}`;
    }),
    ...(left > 0 ? [`and ${left} more: geofence coverage lists all`] : []),
    '',
    'Do         deploy the spoke there, or deny Bedrock there (geofence scp)',
    `Runbook    ${runbookUrl === null ? `docs/runbook.md, "${heading}"` : `${runbookUrl}#${heading}`}`,
    `Dashboard  ${dashboardUrl}`,
    'Each is told once, for as long as it stands.',
  ];
  return {
    subject: subjectOf(
      `[geofence] ${many} can call Bedrock and ${rows.length === 1 ? 'is' : 'are'} not watched`,
    ),
    body: `${lines.map(lineOf).join('\n')}\n`,
    attributes: { verdict: 'unwatched' },
  };
}
