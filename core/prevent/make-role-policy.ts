import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { evaluateIdentity } from './evaluate-identity.ts';
import { everyCall, type RoutedCall } from './every-call.ts';
import type { MadePolicy } from './make-scp.ts';
import { parseScp } from './parse-scp.ts';
import { INVOKE, modelStatement, profileStatements, type WantedRole } from './role-statements.ts';
import type { Scp } from './scp.ts';
import {
  type ServiceRoute,
  serviceAuthorizations,
  serviceRoutes,
  serviceStatement,
} from './service-statements.ts';
import { simulateCall } from './simulate-call.ts';
import { staysInside, trustedProfiles } from './trusted-profiles.ts';

export type RoleOptions = WantedRole & {
  /** Every profile that stays inside. */
  readonly all: boolean;
  /** Base models, called by themselves. */
  readonly models: readonly string[];
  readonly services: readonly ServiceRoute['kind'][];
};

const SOME_ACCOUNT = '111122223333';

/** Makes a policy for a role that calls profiles and models inside a fence, and simulates it. */
export function makeRolePolicy(
  fence: ResolvedFence,
  policy: ResolvedPolicy,
  wanted: RoleOptions,
): MadePolicy {
  const isFrom = (region: string) => wanted.sources.length === 0 || wanted.sources.includes(region);
  const routes = wanted.services.flatMap((kind) =>
    serviceRoutes(kind, fence, policy, wanted.sources),
  );
  const hasProfiles = wanted.all || wanted.profiles.length > 0;
  const profileCalls = (hasProfiles ? trustedProfiles(fence, policy, wanted.profiles) : [])
    .filter(({ sourceRegion }) => isFrom(sourceRegion))
    .flatMap(({ sourceRegion, modelIds }) =>
      modelIds.map((modelId) => ({ modelId, sourceRegion })),
    );
  const modelCalls = wanted.models.flatMap((modelId) =>
    fence.regions.filter(isFrom).map((sourceRegion) => ({ modelId, sourceRegion })),
  );
  const calls = [...profileCalls, ...modelCalls];
  const missing = missingOf(wanted, calls, routes, fence);
  if (missing.length > 0) return { kind: 'faults', faults: missing };

  const Statement = [
    ...(hasProfiles ? profileStatements(fence, policy, wanted) : []),
    ...(modelCalls.length === 0 ? [] : [modelStatement(modelCalls.map(arnIn(policy)))]),
    ...routes.map((route) => serviceStatement(route, wanted, policy)),
  ];
  const text = JSON.stringify({ Version: '2012-10-17', Statement });
  const parsed = parseScp(text, 'role');
  if (parsed.kind === 'problems') {
    const faults = parsed.problems.map(
      ({ found, allowed }) => `${found}: ${allowed}; choose source Regions with --from`,
    );
    return { kind: 'faults', faults };
  }
  const account = wanted.account === '*' ? SOME_ACCOUNT : wanted.account;
  const refused = routes.filter((route) =>
    serviceAuthorizations(route, account, policy).some(
      (asked) => evaluateIdentity([parsed.scp], asked).kind !== 'allowed',
    ),
  );
  const faults = [
    ...faultsOf(parsed.scp, calls, account, fence, policy),
    ...refused.map(({ id, sourceRegion }) => `${id} from ${sourceRegion} is not allowed`),
  ];
  if (faults.length > 0) return { kind: 'faults', faults };
  const simulated = (everyCall(policy).length + calls.length) * INVOKE.length + routes.length;
  return { kind: 'made', texts: [text], simulated };
}

function missingOf(
  { all, profiles, models, services, sources }: RoleOptions,
  calls: readonly RoutedCall[],
  routes: readonly ServiceRoute[],
  { name }: ResolvedFence,
): readonly string[] {
  const where = sources.length === 0 ? 'its Regions' : sources.join(', ');
  const none = (what: string) => `${what} stays inside fence "${name}" from none of ${where}`;
  return [
    ...[...profiles, ...models]
      .filter((wanted) => !calls.some(({ modelId }) => modelId === wanted))
      .map(none),
    ...services.filter((kind) => !routes.some((route) => route.kind === kind)).map(none),
    ...(all && calls.length === 0 ? [none('every profile')] : []),
  ];
}

function arnIn(policy: ResolvedPolicy) {
  return ({ modelId, sourceRegion }: RoutedCall) =>
    `arn:${policy.regions[sourceRegion]?.partition ?? 'aws'}:bedrock:${sourceRegion}::foundation-model/${modelId}`;
}

function faultsOf(
  role: Scp,
  wanted: readonly RoutedCall[],
  accountId: string,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): readonly string[] {
  const asked = { accountId, principal: null };
  const answers = (call: RoutedCall) =>
    INVOKE.map((action) => simulateCall({ ...call, ...asked, action }, [], policy, [role]).kind);
  const leaving = everyCall(policy).filter(
    ({ modelId, sourceRegion }) => !staysInside(modelId, sourceRegion, fence, policy),
  );
  const say = (what: string) => (call: RoutedCall) =>
    `${call.modelId} from ${call.sourceRegion} ${what}`;
  return [
    ...wanted
      .filter((call) => answers(call).some((answer) => answer !== 'allowed'))
      .map(say('is not allowed')),
    ...leaving
      .filter((call) => answers(call).includes('allowed'))
      .map(say('leaves, and would be allowed')),
  ];
}
