import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { Creations } from './expose.ts';
import type { Judged, JudgedCall } from './judged.ts';
import { keyOf } from './key.ts';
import type { Line, LineFacts } from './reading.ts';
import { settleCall } from './settle.ts';
import { settleSubmission } from './settle-submission.ts';

/** One line, and what it says when it is judged by itself. */
export type JudgedLine = Judged & {
  readonly line: Line;
  /** Null where the line is like no other. */
  readonly key: string | null;
  /** One object for all lines that differ in ids, tokens and the very instant only. */
  readonly like: Judged;
};

const NO_CREATIONS: Creations = new Map();

/**
 * Judges lines one by one. What a line says follows from its facts, from the waivers that hold at its
 * time, and from whether it counts any token: lines that share these, and whose facts are one object
 * (`createInterner`), are judged once.
 */
export function createAloneJudge(
  policy: ResolvedPolicy,
  creations: Creations = NO_CREATIONS,
): (line: Line) => JudgedLine {
  const known = new WeakMap<LineFacts, Map<number, Judged>>();
  const epochOf = createEpochs(policy);
  return (line) => {
    const { facts, timeMs, eventId, requestId, inputTokens, outputTokens } = line;
    const key = keyOf(line);
    const alike = known.get(facts) ?? new Map<number, Judged>();
    known.set(facts, alike);
    const when = 2 * epochOf(timeMs) + Number(inputTokens > 0 || outputTokens > 0);
    const like = alike.get(when) ?? judge(line, creations, policy);
    alike.set(when, like);
    const own = { key: key ?? JSON.stringify([line, 0]), eventId, timeMs };
    const call =
      like.call === null ? null : { ...like.call, ...own, requestId, inputTokens, outputTokens };
    const submission = like.submission === null ? null : { ...like.submission, ...own };
    return { line, key, like, call, submission, duplicates: 0 };
  };
}

/** The stretch of time in which no waiver begins or ends and no rule changes; -1 for a time that is not known. */
function createEpochs(policy: ResolvedPolicy): (timeMs: number | null) => number {
  const changes = [
    Date.parse(policy.streamCompletionsSince),
    ...policy.waivers.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until) + 1]),
  ];
  return (timeMs) =>
    timeMs === null ? -1 : changes.reduce((count, at) => count + Number(timeMs >= at), 0);
}

function judge(line: Line, creations: Creations, policy: ResolvedPolicy): Judged {
  const alone = { key: '', contested: null };
  const of = (kind: LineFacts['kind']) => (line.facts.kind === kind ? [line] : []);
  if (line.facts.kind === 'submission') {
    const group = { ...alone, submissions: [line] };
    const submission = settleSubmission(group, creations, policy);
    return { call: null, submission, duplicates: 0 };
  }
  const group = { ...alone, calls: of('call'), completions: of('completion') };
  const call: JudgedCall = settleCall(group, creations, policy);
  return { call, submission: null, duplicates: 0 };
}
