import { isJsonObject } from '../judge/json-fields.ts';
import { baseModelOf } from '../judge/parse-model.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { RoutedCall } from './every-call.ts';
import { extendRegionDeny, regionDeniesOf } from './extend-region-deny.ts';
import { guardPolicy } from './guard-policy.ts';
import { matchesCondition } from './matches-condition.ts';
import { parseScp } from './parse-scp.ts';
import { proveGuard } from './prove-guard.ts';
import { proveScp } from './prove-scp.ts';
import type { Scp } from './scp.ts';
import { splitPolicy } from './split-policy.ts';
import { trustedProfiles } from './trusted-profiles.ts';

/** A policy of a customer, parsed, with the JSON that it came from. */
export type BasePolicy = { readonly scp: Scp; readonly document: unknown };

export type WantedScp = {
  /** Profiles or base models; none means all. */
  readonly models: readonly string[];
  readonly applicationProfiles: readonly string[];
};

/** A policy as texts to print, each simulated; or what keeps it from being printed. */
export type MadePolicy =
  | { readonly kind: 'made'; readonly texts: readonly string[]; readonly simulated: number }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Makes a guard that stands alone, and simulates it before anybody sees it. */
export function makeGuard(
  fence: ResolvedFence,
  policy: ResolvedPolicy,
  wanted: WantedScp,
): MadePolicy {
  const document = guardPolicy(fence, policy, wanted.models, wanted.applicationProfiles);
  const isWanted = (call: RoutedCall) =>
    wanted.models.length === 0 || isNamed(call, wanted, policy);
  return proven(document, null, isWanted, fence, policy);
}

/** Extends a customer's Region deny by the profiles that stay inside a fence, and simulates it. */
export function makeExtension(
  { scp, document }: BasePolicy,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
  wanted: WantedScp,
): MadePolicy {
  const denies = regionDeniesOf(scp);
  if (denies.length === 0 || !isJsonObject(document)) {
    return faulty(`${scp.name}: no Deny of models by aws:RequestedRegion that could be extended`);
  }
  const trusted = trustedProfiles(fence, policy, wanted.models).filter(({ sourceRegion }) =>
    isApproved(sourceRegion, scp),
  );
  if (trusted.length === 0 && wanted.applicationProfiles.length === 0) {
    return faulty(
      `${scp.name}: no such profile stays inside fence "${fence.name}" from its Regions`,
    );
  }
  const arns = [...trusted.flatMap((each) => each.arns), ...wanted.applicationProfiles];
  const isWanted = ({ modelId, sourceRegion }: RoutedCall) =>
    wanted.applicationProfiles.includes(modelId) ||
    trusted.some((each) => each.sourceRegion === sourceRegion && each.modelIds.includes(modelId));
  return proven(extendRegionDeny(document, denies, arns), scp, isWanted, fence, policy);
}

function proven(
  document: { readonly [key: string]: unknown },
  before: Scp | null,
  isWanted: (call: RoutedCall) => boolean,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): MadePolicy {
  const texts = splitPolicy(document);
  if (texts === null)
    return faulty('a statement alone is over 10,240 characters: name fewer models');
  const parsed = texts.map((text) => parseScp(text, before?.name ?? 'guard'));
  const problems = parsed.flatMap((each) => (each.kind === 'problems' ? each.problems : []));
  if (problems.length > 0) {
    return { kind: 'faults', faults: problems.map(({ found, allowed }) => `${found}: ${allowed}`) };
  }
  const scps = parsed.flatMap((each) => (each.kind === 'scp' ? [each.scp] : []));
  const base = before === null ? null : [before];
  const proofs = [
    proveScp(scps, base, isWanted, fence, policy),
    ...(before === null ? [proveGuard(scps, fence, policy)] : []),
  ];
  const faults = proofs.flatMap((proof) => proof.faults);
  const simulated = proofs.reduce((sum, proof) => sum + proof.simulated, 0);
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'made', texts, simulated };
}

/** Whether the Region denies of a policy let a model be called there by itself. */
function isApproved(region: string, scp: Scp): boolean {
  return regionDeniesOf(scp).every(({ conditions }) =>
    conditions
      .filter(({ key }) => key === 'aws:requestedregion')
      .some((condition) => !matchesCondition(condition, { 'aws:requestedregion': region })),
  );
}

function isNamed({ modelId }: RoutedCall, wanted: WantedScp, policy: ResolvedPolicy): boolean {
  if (modelId.startsWith('arn:')) return wanted.applicationProfiles.includes(modelId);
  const base = baseModelOf(modelId, policy);
  const profiles = wanted.models.map((model) => policy.profiles[model]?.modelId ?? null);
  const isProfile = Object.hasOwn(policy.profiles, modelId);
  if (wanted.models.includes(modelId)) return true;
  if (base === null) return false;
  return wanted.models.includes(base) || (!isProfile && profiles.includes(base));
}

function faulty(fault: string): MadePolicy {
  return { kind: 'faults', faults: [fault] };
}
