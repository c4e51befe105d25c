import { checkPolicy, type ParsedPolicy } from './parse-policy.ts';
import { pointerOf } from './problem.ts';

/** A policy of one fence for every call, from the geographies and Regions of `--allow`. */
export function policyFromAllow(allow: readonly string[]): ParsedPolicy {
  const checked = checkPolicy({ fences: [{ name: allow.join('+'), allow: [...allow] }] });
  if (checked.kind === 'policy') return checked;
  const problems = checked.problems.map((problem) => ({
    ...problem,
    pointer: pointerOf(problem.path),
    line: null,
  }));
  return { kind: 'problems', problems };
}
