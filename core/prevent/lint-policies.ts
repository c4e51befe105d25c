import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { asItsPrincipalsMeetIt } from './depends-on-principal.ts';
import { lintDestinations } from './lint-destinations.ts';
import type { LintedPolicy, LintFinding } from './lint-finding.ts';
import { lintIdentity } from './lint-identity.ts';
import { lintScps } from './lint-scps.ts';
import { lintStatements } from './lint-statements.ts';
import type { Scp } from './scp.ts';

/** What breaks cross-Region inference in some policies, or lets it out. */
export function lintPolicies(
  policies: readonly LintedPolicy[],
  policy: ResolvedPolicy,
): readonly LintFinding[] {
  const of = (wanted: LintedPolicy['kind']) =>
    policies.filter(({ kind }) => kind === wanted).map(({ scp }) => asItsPrincipalsMeetIt(scp));
  const identity = of('identity');
  return [
    ...policies.flatMap(lintStatements),
    ...lintScps(of('scp'), policy),
    ...of('scp').flatMap((scp) => lintDestinations(scp, policy)),
    ...(identity.length === 0 ? [] : lintIdentity(identity, policy)),
  ];
}

/** Whether a policy reads the same as one of a role that allows everything. */
export function isAmbiguous({ statements }: Scp): boolean {
  return statements.some(({ effect }) => effect === 'Allow');
}

/**
 * Tells a service control policy from one of a role: an Allow of anything less than everything is a
 * role's. FullAWSAccess reads the same as full access of a role, and is taken for the former.
 */
export function kindOf({ statements }: Scp): LintedPolicy['kind'] {
  const grants = statements.some(
    ({ effect, actions, resources, conditions }) =>
      effect === 'Allow' &&
      !(
        actions.kind === 'among' &&
        actions.patterns.includes('*') &&
        resources.patterns.includes('*') &&
        conditions.length === 0
      ),
  );
  return grants ? 'identity' : 'scp';
}
