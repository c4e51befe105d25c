import { closest } from '../catalog/closest.ts';
import { isJsonObject } from '../judge/json-fields.ts';
import { type Problem, show } from '../policy/problem.ts';
import { hasKnownVariables } from './expand-variables.ts';
import { refuser } from './refuser.ts';
import { CONDITION_KEYS, type Condition, OPERATORS, type Operator } from './scp.ts';

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;
const KNOWN_KEYS = new Map(CONDITION_KEYS.map((key) => [key.toLowerCase(), key]));

const TAKE_OUT = 'take the statement out to evaluate the rest';

/**
 * Reads the conditions of a statement. Each operator, key and value must be one that is evaluated; what is
 * not is a problem, and left out.
 */
export function readConditions(
  value: unknown,
  path: Problem['path'],
  problems: Problem[],
): readonly Condition[] {
  const refuse = refuser(problems);
  if (value === undefined) return [];
  if (!isJsonObject(value)) {
    refuse('condition', path, show(value), 'an object of operators', 'correct it');
    return [];
  }
  return Object.entries(value).flatMap(([name, keys]) => {
    const [, set = null, base = '', ifExists] = OPERATOR.exec(name) ?? [];
    const operator = OPERATORS.find((each) => each === base);
    if (operator === undefined) {
      const [near] = closest(base, OPERATORS, 1);
      const isAnother = /^(?:Numeric|Date|Bool|Binary|IpAddress|NotIpAddress)/.test(base);
      refuse(
        'unknown-operator',
        [...path, name],
        show(name),
        OPERATORS.join(', '),
        isAnother || near === undefined ? TAKE_OUT : `did you mean "${near}"?`,
      );
      return [];
    }
    if (operator === 'Null' && name !== 'Null') {
      refuse('unknown-operator', [...path, name], show(name), 'Null by itself', 'write "Null"');
      return [];
    }
    if (!isJsonObject(keys)) {
      refuse('condition', [...path, name], show(keys), 'an object of condition keys', 'correct it');
      return [];
    }
    return Object.entries(keys).flatMap(([key, found]) => {
      const at = [...path, name, key];
      if (!KNOWN_KEYS.has(key.toLowerCase())) {
        refuse(
          'unknown-key',
          at,
          show(key),
          CONDITION_KEYS.join(', '),
          `nobody can say its value for a recorded call: ${TAKE_OUT}`,
        );
        return [];
      }
      const before = problems.length;
      const values = readValues(found, operator, at, problems);
      if (problems.length > before) return [];
      const condition = {
        operator,
        ifExists: ifExists !== undefined,
        key: key.toLowerCase(),
        values,
      };
      return [{ ...condition, set: set as Condition['set'] }];
    });
  });
}

function readValues(
  found: unknown,
  operator: Operator,
  path: Problem['path'],
  problems: Problem[],
): readonly string[] {
  const refuse = refuser(problems);
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  const values = list.map((each) => (typeof each === 'boolean' ? String(each) : each));
  if (values.length === 0)
    refuse('no-value', path, 'an empty list', 'at least one value', 'add one');
  for (const each of values) {
    const fault = faultOf(each, operator);
    if (fault !== null) refuse('condition-value', path, show(each), fault, 'correct it');
  }
  return values.filter((each) => typeof each === 'string');
}

/** What a value should be; null where it is that. */
function faultOf(value: unknown, operator: Operator): string | null {
  if (typeof value !== 'string') return 'a text, or a list of texts';
  if (!hasKnownVariables(value)) return `policy variables of ${CONDITION_KEYS.join(', ')}`;
  if (operator === 'Null')
    return value === 'true' || value === 'false' ? null : '"true" or "false"';
  if (!operator.startsWith('Arn')) return null;
  return value === '*' || value.includes('${') || value.split(':').length >= 6
    ? null
    : 'an ARN of six parts, with wildcards';
}
