import type { JudgedCall } from '../judge/judged.ts';
import { canonicalJson } from '../policy/canonical-json.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { EvidenceReport } from './evidence-report.ts';

/** Counts the calls that waivers excused; the waivers may stand in several policies. */
export function waiversUsed() {
  const calls = new Map<string, number>();
  return {
    add({ waiverId }: JudgedCall): void {
      if (waiverId !== null) calls.set(waiverId, (calls.get(waiverId) ?? 0) + 1);
    },
    /** Each as it was written; one that was changed under the same id stands there in each form. */
    list(policies: readonly ResolvedPolicy[]): EvidenceReport['waivers'] {
      const forms = new Map(
        policies.flatMap(({ waivers }) =>
          waivers.map(({ scope: _, ...waiver }) => [canonicalJson(waiver), waiver] as const),
        ),
      );
      return [...forms]
        .sort(([a], [b]) => Number(a > b) - Number(a < b))
        .flatMap(([, waiver]) => {
          const count = calls.get(waiver.id);
          return count === undefined ? [] : [{ ...waiver, calls: count }];
        });
    },
  };
}
