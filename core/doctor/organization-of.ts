import { fieldOf } from '../judge/json-fields.ts';
import { listOf } from './list-of.ts';

/**
 * The organization whose spokes a statement is for, and for nobody else: anybody of that organization,
 * whose role has the spoke's name in any account. Null for any other statement. Which organization it
 * should be, only people know: it is shown to them.
 */
export function organizationOf(statement: unknown, spokeRole: string): string | null {
  const principal = fieldOf(statement, 'Principal');
  const isAnybody = principal === '*' || fieldOf(principal, 'AWS') === '*';
  const condition = fieldOf(statement, 'Condition');
  const [id, ...others] = listOf(fieldOf(fieldOf(condition, 'StringEquals'), 'aws:PrincipalOrgID'));
  const roles = ['ArnLike', 'ArnEquals'].flatMap((operator) =>
    listOf(fieldOf(fieldOf(condition, operator), 'aws:PrincipalArn')),
  );
  const onlySpokes =
    roles.length > 0 && roles.every((role) => typeof role === 'string' && isSpoke(role, spokeRole));
  return isAnybody && onlySpokes && typeof id === 'string' && others.length === 0 ? id : null;
}

/** Its account may be any; its name may not. */
function isSpoke(arn: string, spokeRole: string): boolean {
  const [beginning, , service, region, , name, ...rest] = arn.split(':');
  const isRole = beginning === 'arn' && service === 'iam' && region === '' && rest.length === 0;
  return isRole && name === `role/${spokeRole}`;
}
