import { fieldOf, type JsonObject } from '../judge/json-fields.ts';
import { MOST_CHARACTERS } from './parse-scp.ts';

/**
 * A policy as minified texts that each fit into one service control policy, its statements in order. Null
 * where one statement alone is too long. Deny statements mean the same in several policies; an Allow
 * does not, because each policy must allow by itself.
 */
export function splitPolicy(document: JsonObject): readonly string[] | null {
  const whole = JSON.stringify(document);
  if (whole.length <= MOST_CHARACTERS) return [whole];
  const statements: readonly unknown[] = [fieldOf(document, 'Statement')].flat();
  if (statements.some((each) => fieldOf(each, 'Effect') !== 'Deny')) return null;
  const texts: string[] = [];
  let held: readonly unknown[] = [];
  for (const statement of statements) {
    const longer = [...held, statement];
    if (held.length > 0 && textOf(longer).length > MOST_CHARACTERS) {
      texts.push(textOf(held));
      held = [statement];
    } else {
      held = longer;
    }
  }
  texts.push(textOf(held));
  return texts.every(({ length }) => length <= MOST_CHARACTERS) ? texts : null;

  function textOf(Statement: readonly unknown[]): string {
    return JSON.stringify({ ...document, Statement });
  }
}
