import { inTimeOrder } from '../judge/in-time-order.ts';
import { createInterner } from '../judge/intern-facts.ts';
import type { Judged } from '../judge/judged.ts';
import type { Line } from '../judge/reading.ts';
import { settleLines } from '../judge/settle-lines.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

const NO_CREATIONS = new Map<string, string>();

/** Lines of evidence that are settled together, each key by the policy of the line that names its Region. */
export function createPart() {
  const lines: Line[] = [];
  const policies = new Map<Line, ResolvedPolicy>();
  const intern = createInterner();
  return {
    add(line: Line, policy: ResolvedPolicy): void {
      // A copy, because interning may answer with what it was given.
      const own = { ...intern(line) };
      lines.push(own);
      policies.set(own, policy);
    },
    settle(strays: readonly string[]): Iterable<Judged> {
      return settleLines(lines, strays, NO_CREATIONS, (group) => {
        const policy = policies.get(supplierOf(group));
        if (policy === undefined) throw new RangeError('every line has a policy');
        return policy;
      });
    },
  };
}

/** The call that names a Region, else the completion that does, else the earliest line. */
export function supplierOf(group: readonly Line[]): Line {
  const ordered = inTimeOrder(group);
  const naming = ordered.filter(({ facts }) => facts.named.kind !== 'absent');
  const [first] = [...naming.filter(({ facts }) => facts.kind === 'call'), ...naming, ...ordered];
  if (first === undefined) throw new RangeError('a group holds at least one line');
  return first;
}
