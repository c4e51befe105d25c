import { matchesCondition } from './matches-condition.ts';
import type { Condition, Scp, Statement } from './scp.ts';

const KEY = 'aws:principalarn';

/** Whether policies might decide otherwise, and against the call, if it were known who makes it. */
export function dependsOnPrincipal(scps: readonly Scp[]): boolean {
  return scps.some(({ statements }) =>
    statements.some(
      (statement) =>
        statement.conditions.some((condition) => isWaivedFor(condition, statement.effect)) ||
        hasVariable(statement),
    ),
  );
}

/** The same policy, as those meet it whom its Deny statements are written for. */
export function asItsPrincipalsMeetIt({ name, statements }: Scp): Scp {
  return {
    name,
    statements: statements.map((statement) => ({
      ...statement,
      conditions: statement.conditions.filter(
        (condition) => statement.effect === 'Allow' || !isWaivedFor(condition, 'Deny'),
      ),
    })),
  };
}

/** Whether a condition on the principal spares, or serves, a caller of whom nothing is known. */
function isWaivedFor(condition: Condition, effect: Statement['effect']): boolean {
  return condition.key === KEY && matchesCondition(condition, {}) === (effect === 'Allow');
}

function hasVariable({ resources, conditions }: Statement): boolean {
  return [...resources.patterns, ...conditions.flatMap(({ values }) => values)].some((text) =>
    text.toLowerCase().includes(`{${KEY}}`),
  );
}
