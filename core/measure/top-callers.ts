import { compareTexts } from '../judge/compare-texts.ts';
import { callerName } from './caller-name.ts';

/** Names of callers that stand in CloudWatch in an hour: a name is the caller's to choose, and each series costs money. */
const MOST = 20;
const OTHER = 'other';

/** The callers that were refused most, by their names in CloudWatch; the rest together as "other". */
export function topCallers(
  callers: readonly { readonly principal: string | null; readonly calls: number }[],
): readonly { readonly Caller: string; readonly calls: number }[] {
  const counts = new Map<string, number>();
  for (const { principal, calls } of callers) {
    const name = callerName(principal);
    counts.set(name, (counts.get(name) ?? 0) + calls);
  }
  const sorted = [...counts]
    .filter(([name]) => name !== OTHER)
    .sort(([a, most], [b, more]) => more - most || compareTexts(a, b));
  const rest = sorted.slice(MOST).reduce((sum, [, calls]) => sum + calls, counts.get(OTHER) ?? 0);
  return [...sorted.slice(0, MOST), ...(rest > 0 ? [[OTHER, rest] as const] : [])].map(
    ([Caller, calls]) => ({ Caller, calls }),
  );
}
