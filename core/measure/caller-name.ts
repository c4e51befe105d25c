/** The characters of a role's name (IAM, CreateRole, read 2026-11-25). */
const A_ROLE = /:role\/(?:.*\/)?([\w+=,.@-]{1,64})$/;

/**
 * Who called, as a name in CloudWatch: a role by its own name. A user's name may be a person's: all users
 * are "user". What is neither is "other".
 */
export function callerName(principal: string | null): string {
  if (principal === null) return 'other';
  const role = A_ROLE.exec(principal)?.[1];
  if (role !== undefined) return role;
  return principal.includes(':user/') ? 'user' : 'other';
}
