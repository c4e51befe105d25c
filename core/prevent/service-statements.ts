import { catalog } from '../catalog/known.ts';
import { liesInside } from '../judge/lies-inside.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { pascal } from './pascal.ts';
import type { RoleStatement, WantedRole } from './role-statements.ts';
import type { Authorization } from './scp.ts';

/** A profile of Data Automation or of guardrails, from one source Region inside a fence. */
export type ServiceRoute = {
  readonly kind: 'data-automation' | 'guardrail';
  readonly id: string;
  readonly sourceRegion: string;
  readonly destinations: readonly string[];
};

const ACTIONS = {
  'data-automation': ['bedrock:InvokeDataAutomation', 'bedrock:InvokeDataAutomationAsync'],
  guardrail: ['bedrock:ApplyGuardrail'],
};
/** What the profile is used with, in the source Region. */
const USED_WITH = { 'data-automation': 'data-automation-project', guardrail: 'guardrail' };

/** Those whose source and every destination are inside (Bedrock user guide, bda-cris and guardrails-cross-region-support, read 2026-11-23). */
export function serviceRoutes(
  kind: ServiceRoute['kind'],
  fence: ResolvedFence,
  policy: ResolvedPolicy,
  sources: readonly string[],
): readonly ServiceRoute[] {
  const profiles =
    kind === 'guardrail'
      ? catalog.guardrailProfiles.map(({ id, routes }) => [id, routes] as const)
      : Object.entries(policy.dataAutomationProfiles);
  return profiles.flatMap(([id, routes]) =>
    Object.entries(routes)
      .filter(([source]) => sources.length === 0 || sources.includes(source))
      .filter(([source, to]) => [source, ...to].every((code) => liesInside(code, fence, policy)))
      .map(([sourceRegion, destinations]) => ({ kind, id, sourceRegion, destinations })),
  );
}

/** What a role needs for it: the profile in every Region of the route, and what it is used with. */
export function serviceStatement(
  route: ServiceRoute,
  { account }: Pick<WantedRole, 'account'>,
  policy: ResolvedPolicy,
): RoleStatement {
  const { kind, id, sourceRegion } = route;
  const partition = partitionOf(route, policy);
  const usedWith = `arn:${partition}:bedrock:${sourceRegion}:${account}:${USED_WITH[kind]}/*`;
  return {
    Sid: `${pascal(id)}From${pascal(sourceRegion)}`,
    Effect: 'Allow',
    Action: ACTIONS[kind],
    Resource: [...profileArns(route, account, partition), usedWith],
  };
}

/** What AWS checks when it is used by a role of an account. */
export function serviceAuthorizations(
  route: ServiceRoute,
  account: string,
  policy: ResolvedPolicy,
): readonly Authorization[] {
  return profileArns(route, account, partitionOf(route, policy)).flatMap((resource) =>
    ACTIONS[route.kind].map((action) => ({
      action,
      resource,
      context: {
        'aws:requestedregion': resource.split(':')[3] ?? '',
        'aws:principalaccount': account,
      },
    })),
  );
}

function profileArns(
  { kind, id, sourceRegion, destinations }: ServiceRoute,
  account: string,
  partition: string,
) {
  return [...new Set([sourceRegion, ...destinations])]
    .sort()
    .map((region) => `arn:${partition}:bedrock:${region}:${account}:${kind}-profile/${id}`);
}

function partitionOf({ sourceRegion }: ServiceRoute, policy: ResolvedPolicy): string {
  return policy.regions[sourceRegion]?.partition ?? 'aws';
}
