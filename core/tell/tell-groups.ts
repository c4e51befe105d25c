import type { JudgedCall } from '../judge/judged.ts';
import { canonicalJson, sha256Hex } from '../policy/canonical-json.ts';

/** Findings that one message tells: the same caller, model, route and verdict, found in the same clock hour. */
export type TellGroup = {
  /** SHA-256 of account, role, route with its verdict, model and clock hour. */
  readonly id: string;
  /** The clock hour of detection: "2026-11-03T10". */
  readonly hour: string;
  /** At least one; the earliest first, those without a readable time last. */
  readonly calls: readonly [JudgedCall, ...JudgedCall[]];
};

/** The calls that somebody is told of, grouped; what ran outside comes first, then the greater number. */
export function tellGroups(calls: readonly JudgedCall[], nowMs: number): readonly TellGroup[] {
  const hour = new Date(nowMs).toISOString().slice(0, 13);
  const groups = new Map<string, [JudgedCall, ...JudgedCall[]]>();
  for (const call of calls.filter(isTold)) {
    const { accountId, principal, sourceRegion, inferenceRegion, verdict, modelId } = call;
    const route = [sourceRegion, inferenceRegion, verdict];
    const id = sha256Hex(canonicalJson([accountId, principal, route, modelId, hour]));
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [call]);
    else group.push(call);
  }
  return [...groups]
    .map(([id, group]) => ({ id, hour, calls: group.sort(byTime) }))
    .sort((a, b) => compare(rankOf(a), rankOf(b)) || compare(a.id, b.id));
}

/**
 * A stream that waits for its end is no finding before its hour is settled, and a fence that observes
 * tells nobody.
 */
export function isTold({ verdict, observed, openStream }: JudgedCall): boolean {
  if (observed) return false;
  return verdict === 'outside' || (verdict === 'undecided' && !openStream);
}

function rankOf({ calls }: TellGroup): string {
  const [{ verdict }] = calls;
  return `${verdict === 'outside' ? 0 : 1} ${String(1e9 - calls.length).padStart(10, '0')}`;
}

function byTime(a: JudgedCall, b: JudgedCall): number {
  const timeOf = ({ timeMs }: JudgedCall) => timeMs ?? Number.POSITIVE_INFINITY;
  return timeOf(a) === timeOf(b) ? compare(a.key, b.key) : timeOf(a) - timeOf(b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
