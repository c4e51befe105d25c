import type { AuditReport } from './audit-report.ts';

/** The answer in one sentence, and how it stands. Never a yes where something was not looked at. */
export type Answer = { readonly tone: 'alarm' | 'warning' | 'good'; readonly text: string };

export function answerOf({ totals, neverRecorded, gaps: all }: AuditReport): Answer {
  const gaps = [
    counted(totals.unreadableFiles, 'file could not be read', 'files could not be read'),
    counted(totals.unreadableRecords, 'record could not be read', 'records could not be read'),
    counted(totals.unrecognised, 'call was not recognised', 'calls were not recognised'),
  ];
  const found = [
    counted(totals.undecided, 'call could not be placed', 'calls could not be placed'),
    ...gaps,
    counted(
      neverRecorded.reduce((sum, { count }) => sum + count, 0),
      'job may have left without a record',
      'jobs may have left without a record',
    ),
    counted(
      all.filter(({ kind }) => kind === 'unseen').length,
      'account and Region had calls that Bedrock counted and nobody saw',
      'accounts and Regions had calls that Bedrock counted and nobody saw',
    ),
    counted(
      all.filter(({ kind }) => kind === 'misattributed').length,
      'record came in an event of another account or Region',
      'records came in events of another account or Region',
    ),
  ].filter((part) => part !== null);
  const calls = totals.calls === 1 ? '1 call' : `${totals.calls} calls`;
  if (totals.outside > 0) {
    const rest = found.length === 0 ? '' : `, ${listed(found)}`;
    return {
      tone: 'alarm',
      text: `NO. ${totals.outside} of ${calls} ran outside the fence${rest}.`,
    };
  }
  if (totals.files === 0) return { tone: 'warning', text: 'NOT KNOWN. No log file was looked at.' };
  if (found.length > 0)
    return {
      tone: 'warning',
      text: `NOT PROVEN. Of ${calls} none is known to have run outside the fence, but ${listed(found)}.`,
    };
  if (totals.calls === 0) return { tone: 'good', text: 'No Bedrock calls in these logs.' };
  const waived = totals.waived === 0 ? '' : `, ${totals.waived} of them by a waiver`;
  const refused =
    totals.notServed === 0 ? '' : `; ${totals.notServed} were refused and ran nowhere`;
  return { tone: 'good', text: `YES. All of ${calls} stayed inside the fence${waived}${refused}.` };
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
