import { fieldOf, textOf } from './json-fields.ts';

const SESSION = /^arn:([^:]*):sts::([^:]*):assumed-role\/(.+)\/[^/]*$/;

/**
 * The role or user that called, as an ARN; null where the record names none. A session becomes its
 * role, because session names are often mail addresses.
 */
export function readPrincipal(identity: unknown): string | null {
  const arn = textOf(fieldOf(identity, 'arn'));
  const session = arn === null ? null : SESSION.exec(arn);
  if (session === null && fieldOf(identity, 'type') !== 'AssumedRole') return arn;

  const issuer = fieldOf(fieldOf(identity, 'sessionContext'), 'sessionIssuer');
  const role = textOf(fieldOf(issuer, 'arn'));
  if (role !== null) return role;
  return session === null ? arn : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`;
}
