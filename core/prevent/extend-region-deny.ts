import { fieldOf, isJsonObject, type JsonObject } from '../judge/json-fields.ts';
import { matchesStatement } from './evaluate-scps.ts';
import { MODEL_ACTIONS } from './model-actions.ts';
import type { Scp, Statement } from './scp.ts';

const PROFILE_KEY = 'bedrock:InferenceProfileArn';
const LIMITS = ['StringNotEquals', 'StringNotLike', 'StringNotEqualsIgnoreCase'];

/** The Deny statements of a policy that keep models to some Regions, whatever their other conditions. */
export function regionDeniesOf({ statements }: Scp): readonly Statement[] {
  return statements.filter(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.some(
        ({ key, operator }) => key === 'aws:requestedregion' && LIMITS.includes(operator),
      ) &&
      MODEL_ACTIONS.some((action) =>
        matchesStatement({ ...statement, conditions: [] }, { ...ANY_MODEL, action }),
      ),
  );
}

const ANY_MODEL = {
  resource: 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0',
  context: {},
};

/**
 * The same policy, whose Region denies let the named profiles through: `ArnNotLike` on the profile's ARN
 * in each. Everything else, and its order, stays as it is.
 */
export function extendRegionDeny(
  document: JsonObject,
  denies: readonly Statement[],
  arns: readonly string[],
): JsonObject {
  const numbers = denies.map(({ number }) => number);
  const found = fieldOf(document, 'Statement');
  const extend = (statement: unknown, index: number) =>
    numbers.includes(index + 1) && isJsonObject(statement)
      ? withException(statement, arns)
      : statement;
  const Statement = Array.isArray(found) ? found.map(extend) : extend(found, 0);
  return { ...document, Statement };
}

function withException(statement: JsonObject, arns: readonly string[]): JsonObject {
  const condition = objectAt(statement, 'Condition');
  const notLike = objectAt(condition, 'ArnNotLike');
  const key =
    Object.keys(notLike).find((name) => name.toLowerCase() === PROFILE_KEY.toLowerCase()) ??
    PROFILE_KEY;
  const before = [fieldOf(notLike, key) ?? []].flat();
  const after = [...new Set([...before, ...arns])];
  return {
    ...statement,
    Condition: { ...condition, ArnNotLike: { ...notLike, [key]: after } },
  };
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = fieldOf(value, key);
  return isJsonObject(found) ? found : {};
}
