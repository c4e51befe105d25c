import { createInterner, MOST_REMEMBERED } from '../../core/judge/intern-facts.ts';
import { createAloneJudge, type JudgedLine } from '../../core/judge/judge-alone.ts';
import type { JudgedCall } from '../../core/judge/judged.ts';
import type { Line } from '../../core/judge/reading.ts';
import { createMinuteCounts, type MinuteCounts } from '../../core/measure/ring-alarms.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { ClockHour } from '../../core/prove/clock-hour.ts';
import type { Denied } from '../../core/tell/denied-message.ts';
import { isCanary } from '../../core/watch/is-canary.ts';
import type { Misattribution } from '../../core/watch/misattribution.ts';
import { evidenceLines } from './evidence-lines.ts';
import type { PolicyOf } from './policies.ts';
import type { SealPorts } from './ports.ts';
import { settleOpen } from './settle-open.ts';

export type HourFindings = {
  /** What was found in the hour when each record came: each call once. */
  readonly found: readonly JudgedCall[];
  /** Streams of the hour that stayed undecided, although their end has had the time to come. */
  readonly stayed: readonly JudgedCall[];
  /** Calls that were refused for want of permission, without the canary's. */
  readonly denied: HourDenied;
  /** Records that came in an event of another account or Region. */
  readonly misattributed: readonly Misattribution[];
};

type HourDenied = {
  readonly callers: readonly Denied[];
  /** Counts by minute, to see whether there were so many at once that an alarm rang. */
  readonly counts: MinuteCounts;
};

type Lines = Pick<SealPorts, 'list' | 'read'>;

/**
 * Reads an hour of evidence, and what was written since, for what people must know of it: as its lines
 * were judged when they came, by the policy that each names; open streams settled with whatever came of
 * them until `last`.
 */
export async function findFindings(
  hour: ClockHour,
  last: ClockHour,
  policyOf: PolicyOf,
  ports: Lines,
): Promise<HourFindings> {
  const judges = new Map<string, (line: Line) => JudgedLine>();
  const intern = createInterner(MOST_REMEMBERED);
  const found = new Map<string, JudgedCall>();
  const open = new Map<string, string>();
  const denied = createDenied();
  const misattributed: Misattribution[] = [];
  for await (const read of evidenceLines(hour, ports)) {
    if (read.kind === 'line' && read.misattribution !== null)
      misattributed.push(read.misattribution);
    if (read.kind === 'bad' || read.policySha256 === null || !('line' in read.reading)) continue;
    const judge =
      judges.get(read.policySha256) ?? createAloneJudge(await policyOf(read.policySha256));
    judges.set(read.policySha256, judge);
    const { call } = judge(intern(read.reading.line));
    if (call?.refusal === 'denied' && !call.observed) {
      denied.add(call, await policyOf(read.policySha256));
    }
    if (
      call === null ||
      call.observed ||
      (call.verdict !== 'outside' && call.verdict !== 'undecided')
    ) {
      continue;
    }
    if (call.openStream && call.verdict === 'undecided') open.set(call.key, read.policySha256);
    else if (!found.has(call.key)) found.set(call.key, call);
  }
  const stayed = await settleOpen(open, hour, last, policyOf, ports);
  return { found: [...found.values()], stayed, denied: denied.list(), misattributed };
}

function createDenied() {
  const callers = new Map<string, { -readonly [K in keyof Denied]: Denied[K] }>();
  const counts = createMinuteCounts();
  return {
    add(call: JudgedCall, policy: ResolvedPolicy): void {
      if (isCanary(call, policy)) return;
      const { accountId, principal, timeMs } = call;
      counts.add('Denied', timeMs);
      const key = JSON.stringify([accountId, principal]);
      const caller = callers.get(key) ?? { accountId, principal, calls: 0 };
      caller.calls += 1;
      callers.set(key, caller);
    },
    list: (): HourDenied => ({ callers: [...callers.values()], counts }),
  };
}
