import { expandVariables } from './expand-variables.ts';
import { matchesArn } from './matches-arn.ts';
import { matchesGlob } from './matches-glob.ts';
import type { Condition, Operator } from './scp.ts';

type Context = Readonly<Record<string, string>>;

/**
 * Whether a condition holds. A missing key makes a positive operator false and a negative one true;
 * with IfExists, or ForAllValues, it makes every one true; ForAnyValue makes it false (IAM user guide,
 * reference_policies_elements_condition_operators and -multi-value-conditions, read 2026-11-25).
 */
export function matchesCondition(
  { operator, ifExists, set, key, values }: Condition,
  context: Context,
): boolean {
  const found = Object.hasOwn(context, key) ? context[key] : undefined;
  if (operator === 'Null')
    return values.some((value) => (value === 'true') === (found === undefined));
  if (found === undefined) {
    if (set !== null) return set === 'ForAllValues';
    return ifExists || isNegative(operator);
  }
  const some = values.some((value) => {
    const expanded = expandVariables(value, context);
    return expanded !== null && matchesValue(operator, expanded, found);
  });
  return isNegative(operator) ? !some : some;
}

function isNegative(operator: Operator): boolean {
  return operator.includes('Not');
}

/** Whether one value of a policy is the one of the request, before any negation. */
function matchesValue(operator: Operator, value: string, found: string): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'StringNotEquals':
      return value === found;
    case 'StringEqualsIgnoreCase':
    case 'StringNotEqualsIgnoreCase':
      return value.toLowerCase() === found.toLowerCase();
    case 'StringLike':
    case 'StringNotLike':
      return matchesGlob(value, found);
    case 'ArnEquals':
    case 'ArnLike':
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return matchesArn(value, found);
    case 'Null':
      return false;
  }
}
