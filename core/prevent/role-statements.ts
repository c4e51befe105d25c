import { routesOf } from '../judge/routes.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { pascal } from './pascal.ts';
import { type TrustedProfiles, trustedProfiles } from './trusted-profiles.ts';

/** One statement of a policy for a role. */
export type RoleStatement = {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
};

export type WantedRole = {
  /** Profiles by their ids; none means every profile that stays inside. */
  readonly profiles: readonly string[];
  /** Source Regions; none means every one of the fence. */
  readonly sources: readonly string[];
  /** Twelve digits, or `*`. */
  readonly account: string;
};

/** What a role calls models with. */
export const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/**
 * What a role needs to call profiles from one Region each: the profile; its model in that Region and in
 * every destination, through that profile alone; for `global.` also the model without a Region.
 */
export function profileStatements(
  fence: ResolvedFence,
  policy: ResolvedPolicy,
  { profiles, sources, account }: WantedRole,
): readonly RoleStatement[] {
  return trustedProfiles(fence, policy, profiles)
    .filter(({ sourceRegion }) => sources.length === 0 || sources.includes(sourceRegion))
    .flatMap((trusted) => statementsFrom(trusted, profiles.length > 0, account, policy));
}

function statementsFrom(
  trusted: TrustedProfiles,
  isOfSome: boolean,
  account: string,
  policy: ResolvedPolicy,
): readonly RoleStatement[] {
  const { sourceRegion } = trusted;
  const from = pascal(sourceRegion);
  const profiles = trusted.arns.map((arn) => arn.replace(':*:', `:${account}:`));
  const isGlobal = (id: string) => policy.profiles[id]?.routes === 'commercial';
  const partition = policy.regions[sourceRegion]?.partition ?? 'aws';
  const modelArn = (region: string, model: string) =>
    `arn:${partition}:bedrock:${region}::foundation-model/${model}`;
  const modelOf = (id: string) => (isOfSome ? (policy.profiles[id]?.modelId ?? '*') : '*');
  const through = { ArnLike: { 'bedrock:InferenceProfileArn': profiles } };
  const resources = trusted.modelIds.flatMap((id) =>
    placesOf(id, sourceRegion, policy).map((region) => modelArn(region, modelOf(id))),
  );
  const regionless = trusted.modelIds.filter(isGlobal).map((id) => modelArn('', modelOf(id)));
  const global = { StringEquals: { 'aws:RequestedRegion': 'unspecified' }, ...through };
  return [
    statement(`ProfilesFrom${from}`, profiles),
    statement(`ModelsFrom${from}`, resources, through),
    ...(regionless.length === 0 ? [] : [statement(`GlobalFrom${from}`, regionless, global)]),
  ];
}

/** What a role needs to call models by themselves, each in some Regions. */
export function modelStatement(arns: readonly string[]): RoleStatement {
  return statement('ModelsByThemselves', arns);
}

/** The Regions whose model is authorized: the source and, unless it routes everywhere, the destinations. */
function placesOf(id: string, sourceRegion: string, policy: ResolvedPolicy): readonly string[] {
  if (policy.profiles[id]?.routes === 'commercial') return [sourceRegion];
  return [sourceRegion, ...routesOf(id, sourceRegion, policy).regions];
}

function statement(
  Sid: string,
  resources: readonly string[],
  condition?: RoleStatement['Condition'],
): RoleStatement {
  const Resource = [...new Set(resources)].sort();
  return {
    ...{ Sid, Effect: 'Allow', Action: INVOKE, Resource },
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
