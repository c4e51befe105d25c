import type { JudgedLine } from '../judge/judge-alone.ts';
import type { Judged } from '../judge/judged.ts';
import { createLedger } from '../judge/ledger.ts';
import type { Line, Reading } from '../judge/reading.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

/** A batch of readings, judged twice: line by line for evidence, settled for counting and telling. */
export type JudgedBatch = {
  /** In the order of the readings. The same record gives the same entry in whatever batch it comes. */
  readonly lines: readonly JudgedLine[];
  /** One entry per key: copies, and a stream and its completion, are one where they meet. */
  readonly settled: readonly SettledEntry[];
};

/** Entries that share `like` differ in ids, tokens and the very instant only. */
export type SettledEntry = Judged & { readonly like: Judged };

/** Judges what came in one batch. Settling needs no ledger for a line that nothing else belongs to. */
export function judgeBatch(
  readings: readonly Reading[],
  judgeAlone: (line: Line) => JudgedLine,
  policy: ResolvedPolicy,
): JudgedBatch {
  const lines: JudgedLine[] = [];
  const count = new Map<string, number>();
  let corrections = 0;
  for (const reading of readings) {
    if (correctsSomething(reading)) corrections += 1;
    if (!('line' in reading)) continue;
    const judged = judgeAlone(reading.line);
    lines.push(judged);
    if (judged.key !== null) count.set(judged.key, (count.get(judged.key) ?? 0) + 1);
  }
  const isLone = ({ key }: JudgedLine) => corrections === 0 && key !== null && count.get(key) === 1;
  const lone = lines.filter(isLone);
  if (lone.length === lines.length && corrections === 0) return { lines, settled: lone };

  const ledger = createLedger();
  for (const judged of lines) {
    if (!isLone(judged)) ledger.add({ kind: judged.line.facts.kind, line: judged.line });
  }
  for (const reading of readings) {
    if (!('line' in reading) && correctsSomething(reading)) ledger.add(reading);
  }
  const together = [...ledger.settle(policy)].map((judged) => ({ ...judged, like: judged }));
  return { lines, settled: [...lone, ...together] };
}

function correctsSomething(reading: Reading): boolean {
  return 'line' in reading ? reading.line.corrects !== null : reading.corrects !== null;
}
