import { compareTexts } from '../judge/compare-texts.ts';
import type { Difference } from './compare-sides.ts';
import type { Compared } from './count-hours.ts';
import { type Listed, listed, mergeListed } from './listed.ts';

/** A call or submission on which the two sides do not agree. */
type ShownDifference = Omit<Compared, 'call'> & { readonly kind: Difference };

/** Differences by kind, the earliest first. */
export type Differences = Readonly<Record<Difference, Listed<ShownDifference>>>;

export function listDifferences(
  differences: readonly (Compared & { readonly kind: Difference })[],
): Differences {
  return byKind((kind) => {
    const shown = differences.filter((each) => each.kind === kind).sort(byTime);
    const { count, shown: first } = listed(shown);
    return { count, shown: first.map(({ call: _, ...each }) => each) };
  });
}

export function mergeDifferences(lists: readonly Differences[]): Differences {
  return byKind((kind) =>
    mergeListed(
      lists.map((each) => each[kind]),
      byTime,
    ),
  );
}

function byKind(of: (kind: Difference) => Listed<ShownDifference>): Differences {
  return { missing: of('missing'), extra: of('extra'), differing: of('differing') };
}

/** What has no time that can be read comes last. */
function byTime(a: Omit<Compared, 'call'>, b: Omit<Compared, 'call'>): number {
  const timeOf = ({ timeMs }: Omit<Compared, 'call'>) => timeMs ?? Number.MAX_SAFE_INTEGER;
  return timeOf(a) - timeOf(b) || compareTexts(a.key, b.key);
}
