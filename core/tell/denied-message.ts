import { nameOfAccount, nameOfRole } from '../report/names.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';

/** How often somebody was refused in an hour. */
export type Denied = {
  readonly accountId: string | null;
  readonly principal: string | null;
  readonly calls: number;
};

const SHOWN = 20;

/** Whose calls they were that were refused so often in an hour; most first. Nothing ran. */
export function deniedMessage(
  hour: string,
  denied: readonly Denied[],
  { runbookUrl, ...context }: TellContext,
): Message {
  const calls = denied.reduce((sum, each) => sum + each.calls, 0);
  const most = denied.toSorted((a, b) => b.calls - a.calls);
  const lines = most.slice(0, SHOWN).map(({ accountId, principal, calls: count }) => {
    const who = `${nameOfAccount(accountId, { policy: context })}/${nameOfRole(principal)}`;
    return `${String(count).padStart(7)}x  ${who}`;
  });
  const left = most.length - lines.length;
  const heading = 'denied-attempts';
  return {
    subject: subjectOf(
      `[geofence] ${calls} calls refused in the hour from ${hour.slice(11)}:00Z, by ${denied.length} callers`,
    ),
    body: `${[
      `In the hour from ${hour}:00Z many calls were refused for want of permission. None of them ran.`,
      '',
      ...lines,
      ...(left > 0 ? [`and ${left} more callers: see the evidence of this hour`] : []),
      '',
      `Runbook    ${runbookUrl === null ? `docs/runbook.md, "${heading}"` : `${runbookUrl}#${heading}`}`,
      `Dashboard  ${context.dashboardUrl}`,
    ]
      .map(lineOf)
      .join('\n')}\n`,
    attributes: { verdict: 'not-served' },
  };
}
