import type { Context, ContextName } from './context.ts';
import type { Organization } from './deployment.ts';

type Refuse = (name: ContextName, code: string, allowed: string, fix: string) => void;

const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ACCOUNT = /^\d{12}$/;
/** A root or an organizational unit (Organizations API reference, CreateOrganizationalUnit, read 2026-11-25). */
const TARGET = /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

/** Reads which organization is watched; null for one account, or where it is wrong, which is said. */
export function checkOrganization(context: Context, refuse: Refuse): Organization | null {
  const text = (name: ContextName) => String(context[name] ?? '').trim();
  const topology = text('topology') || 'single';
  if (topology !== 'single' && topology !== 'organization') {
    refuse('topology', 'topology', '"single" or "organization"', 'set "topology": "single"');
  }
  if (topology !== 'organization') return null;
  const [id, managementAccount] = [text('organizationId'), text('managementAccount')];
  const value = context.organizationTargets ?? [];
  const targets = (Array.isArray(value) ? value.map(String) : String(value).split(','))
    .map((target) => target.trim())
    .filter((target) => target !== '');
  const callAs = (text('stackSetCallAs') || 'DELEGATED_ADMIN').toUpperCase();
  const wrong = [
    {
      name: 'organizationId',
      is: !ORGANIZATION.test(id),
      allowed: 'an id like o-a1b2c3d4e5',
      fix: DESCRIBE,
    },
    {
      name: 'managementAccount',
      is: !ACCOUNT.test(managementAccount),
      allowed: 'the 12 digits of an account',
      fix: DESCRIBE,
    },
    {
      name: 'organizationTargets',
      is: targets.length === 0 || !targets.every((target) => TARGET.test(target)),
      allowed: 'roots or organizational units, such as r-ab12 or ou-ab12-cd34ef56',
      fix: 'name the root to watch every account: aws organizations list-roots',
    },
    {
      name: 'stackSetCallAs',
      is: callAs !== 'SELF' && callAs !== 'DELEGATED_ADMIN',
      allowed: '"SELF" or "DELEGATED_ADMIN"',
      fix: 'SELF where you deploy from the management account',
    },
  ] as const;
  const found = wrong.filter(({ is }) => is);
  for (const { name, allowed, fix } of found) refuse(name, 'organization', allowed, fix);
  if (found.length > 0) return null;
  return { id, managementAccount, targets, callAs: callAs === 'SELF' ? callAs : 'DELEGATED_ADMIN' };
}

const DESCRIBE = 'look: aws organizations describe-organization';
