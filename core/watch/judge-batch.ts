import type { Judged } from '../judge/judged.ts';
import { keyOf } from '../judge/key.ts';
import { createLedger } from '../judge/ledger.ts';
import type { Line, Reading } from '../judge/reading.ts';
import { settleCall } from '../judge/settle.ts';
import { settleSubmission } from '../judge/settle-submission.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

/** One line, and what it says when it is judged by itself. */
export type JudgedLine = Judged & { readonly line: Line };

/** A batch of readings, judged twice: line by line for evidence, settled for counting and telling. */
export type JudgedBatch = {
  /** In the order of the readings. The same record gives the same entry in whatever batch it comes. */
  readonly lines: readonly JudgedLine[];
  /** One entry per key: copies, and a stream and its completion, are one where they meet. */
  readonly settled: readonly Judged[];
};

const NO_CREATIONS: ReadonlyMap<string, string> = new Map();

/** Judges what came in one batch. Settling needs no ledger for a line that nothing else belongs to. */
export function judgeBatch(readings: readonly Reading[], policy: ResolvedPolicy): JudgedBatch {
  const lines = readings.flatMap((reading) => ('line' in reading ? [reading] : []));
  const judged = lines.map(({ line }) => ({ line, ...judgeAlone(line, policy) }));
  const corrections = readings.filter(correctsSomething);
  const counts = new Map<string, number>();
  for (const { line } of lines) {
    const key = keyOf(line);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isLone = ({ line }: { readonly line: Line }) => {
    const key = keyOf(line);
    return corrections.length === 0 && key !== null && counts.get(key) === 1;
  };
  const ledger = createLedger();
  for (const reading of readings) {
    if ('line' in reading ? !isLone(reading) : correctsSomething(reading)) ledger.add(reading);
  }
  return { lines: judged, settled: [...judged.filter(isLone), ...ledger.settle(policy)] };
}

function judgeAlone(line: Line, policy: ResolvedPolicy): Judged {
  const key = keyOf(line) ?? JSON.stringify([line, 0]);
  const alone = { key, contested: null };
  const of = (kind: Line['facts']['kind']) => (line.facts.kind === kind ? [line] : []);
  if (line.facts.kind === 'submission') {
    const submission = { ...alone, submissions: [line] };
    return {
      call: null,
      submission: settleSubmission(submission, NO_CREATIONS, policy),
      duplicates: 0,
    };
  }
  const call = { ...alone, calls: of('call'), completions: of('completion') };
  return { call: settleCall(call, NO_CREATIONS, policy), submission: null, duplicates: 0 };
}

function correctsSomething(reading: Reading): boolean {
  return 'line' in reading ? reading.line.corrects !== null : reading.corrects !== null;
}
