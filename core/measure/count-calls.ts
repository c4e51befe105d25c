import type { JudgedCall } from '../judge/judged.ts';
import type { Breakdown, RefusalCount, RouteCount } from '../report/audit-report.ts';

/** Calls, tokens and verdicts per route, sorted. */
export function countRoutes(calls: readonly JudgedCall[]): readonly RouteCount[] {
  const groups = groupBy(calls, ({ sourceRegion, inferenceRegion, basis, verdict }) =>
    JSON.stringify([sourceRegion, inferenceRegion, basis, verdict]),
  );
  return groups.map(([first, ...rest]) => ({
    sourceRegion: first.sourceRegion,
    inferenceRegion: first.inferenceRegion,
    basis: first.basis,
    verdict: first.verdict,
    calls: rest.length + 1,
    inputTokens: sum([first, ...rest].map(({ inputTokens }) => inputTokens)),
    outputTokens: sum([first, ...rest].map(({ outputTokens }) => outputTokens)),
  }));
}

/** Refused calls by kind, and by the Region that a service control policy named. */
export function countRefusals(calls: readonly JudgedCall[]): readonly RefusalCount[] {
  const refused = calls.flatMap(({ refusal, blockedRegion }) =>
    refusal === null ? [] : { refusal, blockedRegion },
  );
  return groupBy(refused, (each) => JSON.stringify([each.refusal, each.blockedRegion])).map(
    (group) => ({ ...group[0], calls: group.length }),
  );
}

/** Calls by a name; the most called first, then by name. */
export function breakDown(
  calls: readonly JudgedCall[],
  nameOf: (call: JudgedCall) => string | null,
): readonly Breakdown[] {
  const rows = groupBy(calls, (call) => nameOf(call) ?? 'not named').map((group) => ({
    name: nameOf(group[0]) ?? 'not named',
    calls: group.length,
    outside: countVerdict(group, 'outside'),
    undecided: countVerdict(group, 'undecided'),
  }));
  return rows.sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1));
}

export function countVerdict(calls: readonly JudgedCall[], verdict: JudgedCall['verdict']): number {
  return calls.filter((call) => call.verdict === verdict).length;
}

/** Groups in the order of their keys' code units. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
