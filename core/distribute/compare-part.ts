import { createInterner } from '../judge/intern-facts.ts';
import type { Line } from '../judge/reading.ts';
import { addMissing } from '../prove/add-missing.ts';
import { type ComparedSides, compareSides, type ReconcileInput } from '../prove/compare-sides.ts';
import type { LogFile } from '../prove/evidence-line.ts';
import type { NamedPolicy } from '../prove/policies-by-hour.ts';
import type { WorkLine } from './work-line.ts';

/** What a part is compared by, whatever lines it holds. */
export type Look = Pick<ReconcileInput, 'period' | 'policies' | 'coverage'> & {
  /** The policy that evidence names; where that is not kept, the one that stands in for it. */
  readonly policyOf: (sha256: string) => NamedPolicy;
};

/** Compares the two sides of a part, before and after what is missing is added. */
export function comparePart(
  part: Iterable<WorkLine>,
  { policyOf, ...look }: Look,
): { readonly before: ComparedSides; readonly after: ComparedSides } {
  const trail = { lines: new Map<Line, LogFile>(), strays: new Map<string, LogFile>() };
  const evidence = { lines: new Map<Line, NamedPolicy>(), strays: new Set<string>() };
  const intern = createInterner();
  for (const each of part) {
    if ('stray' in each) {
      if (each.side === 'evidence') evidence.strays.add(each.stray);
      else trail.strays.set(each.stray, firstOf(each.from, trail.strays.get(each.stray)));
      continue;
    }
    // A copy, because interning may answer with what it was given.
    const line = { ...intern(each.line) };
    if (each.side === 'evidence') evidence.lines.set(line, policyOf(each.policySha256));
    else trail.lines.set(line, each.from);
  }
  const input = { ...look, trail, evidence };
  const before = compareSides(input);
  return { before, after: compareSides(addMissing(input, before)) };
}

/** The file that is listed first, whichever was read first. */
function firstOf(one: LogFile, other: LogFile | undefined): LogFile {
  return other !== undefined && other.file < one.file ? other : one;
}
