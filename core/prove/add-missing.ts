import type { ComparedSides, ReconcileInput } from './compare-sides.ts';

/** The input as it is once evidence holds what it lacked. */
export function addMissing(
  input: ReconcileInput,
  { missing, strays }: Pick<ComparedSides, 'missing' | 'strays'>,
): ReconcileInput {
  const { evidence } = input;
  const lines = new Map(evidence.lines);
  for (const { line, by } of missing) lines.set(line, by);
  const all = new Set([...evidence.strays, ...strays.map(({ corrects }) => corrects)]);
  return { ...input, evidence: { lines, strays: all } };
}
