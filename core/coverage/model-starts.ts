import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { authorizationsOf } from '../prevent/authorizations-of.ts';
import { MODEL_ACTIONS } from '../prevent/model-actions.ts';
import type { Authorization } from '../prevent/scp.ts';
import { modelsNamedAt } from './models-named.ts';

/** One way to start inference: every one of its authorizations has to be allowed. */
export type ModelStart = {
  /** "bedrock:InvokeModel of eu.amazon.nova-pro-v1:0" */
  readonly what: string;
  readonly authorizations: readonly Authorization[];
};

/** Who starts it, and where. */
export type Starter = {
  readonly accountId: string;
  readonly region: string;
  /** Role ARN. */
  readonly principal: string;
};

/** A model that no catalog holds. */
const TOMORROW = 'another.model-v1:0';
/** What an account makes itself; none of it leaves its Region. */
const OWN_MODELS = ['imported-model', 'custom-model-deployment', 'provisioned-model'];
const DATA_AUTOMATION = ['bedrock:InvokeDataAutomation', 'bedrock:InvokeDataAutomationAsync'];
const MANTLE = 'bedrock-mantle:CreateInference';

/**
 * Every way to run a model from one Region that this release knows: each model and profile of the catalog;
 * one of each kind that no catalog holds (a model of tomorrow, an application profile, a model of one's own);
 * and `named`, the patterns of resources in policies; by each action that runs a model; Data Automation; and
 * mantle (service authorization reference, 2026-09-26). Agents, flows and knowledge bases call a model as
 * their own role, by the same actions.
 */
export function* modelStarts(
  starter: Starter,
  policy: ResolvedPolicy,
  named: readonly string[],
): Generator<ModelStart> {
  const { region, accountId } = starter;
  const partition = policy.regions[region]?.partition ?? 'aws';
  const place = `arn:${partition}:bedrock:${region}`;
  const its = modelsNamedAt(named, starter, contextOf(starter), partition);
  const bases = Object.values(policy.profiles).flatMap(({ modelId }) => modelId ?? []);
  const models = [...new Set([...bases, TOMORROW, ...its.models])].sort();
  const catalogued = Object.entries(policy.profiles).flatMap(([id, { routes }]) =>
    routes === 'commercial' || Object.hasOwn(routes, region) ? id : [],
  );
  const profiles = [...new Set([...catalogued, ...its.profiles])].sort();
  const applications = [
    `${place}:${accountId}:application-inference-profile/any`,
    ...its.applications,
  ];
  const own = OWN_MODELS.map((kind) => `${place}:${accountId}:${kind}/any`);
  const endpoint = `arn:${partition}:sagemaker:${region}:${accountId}:endpoint/any`;
  for (const action of MODEL_ACTIONS) {
    for (const model of models) {
      const resource = `${place}::foundation-model/${model}`;
      yield { what: `${action} of ${model}`, authorizations: [ask(action, resource, starter)] };
    }
    for (const id of profiles) yield startOfProfile(id, action, starter, policy);
    for (const application of applications) {
      for (const model of models) {
        const asked = [application, `${place}::foundation-model/${model}`];
        yield {
          what: `${action} of ${model} by an application profile`,
          authorizations: asked.map((each) => ask(action, each, starter, application)),
        };
      }
    }
    for (const arn of [...own, endpoint, ...its.own]) {
      const what = `${action} of ${arn.split(':').slice(5).join(':')}`;
      yield { what, authorizations: [ask(action, arn, starter)] };
    }
  }
  for (const [id, routes] of Object.entries(policy.dataAutomationProfiles)) {
    if (!Object.hasOwn(routes, region)) continue;
    const profile = `${place}:${accountId}:data-automation-profile/${id}`;
    for (const action of DATA_AUTOMATION) {
      yield { what: `${action} of ${id}`, authorizations: [ask(action, profile, starter)] };
    }
  }
  const project = `arn:${partition}:bedrock-mantle:${region}:${accountId}:project/any`;
  for (const each of [project, ...its.projects]) {
    yield { what: MANTLE, authorizations: [ask(MANTLE, each, starter)] };
  }
}

function startOfProfile(
  id: string,
  action: string,
  starter: Starter,
  policy: ResolvedPolicy,
): ModelStart {
  const { accountId, region, principal } = starter;
  const call = { modelId: id, sourceRegion: region, accountId, principal, action };
  const asked = authorizationsOf(call, policy);
  const what = `${action} of ${id}`;
  if (asked.kind === 'known') return { what, authorizations: asked.list };
  /** Whatever else it asks: without itself, and the model whose name it holds, it does not start. */
  const partition = policy.regions[region]?.partition ?? 'aws';
  const place = `arn:${partition}:bedrock:${region}`;
  const arn = id.startsWith('arn:') ? id : `${place}:${accountId}:inference-profile/${id}`;
  const [, model] = id.startsWith('arn:') ? [] : (/^[^.]+\.(.+\..+)$/.exec(id) ?? []);
  const its = model === undefined ? [] : [`${place}::foundation-model/${model}`];
  return { what, authorizations: [arn, ...its].map((each) => ask(action, each, starter, arn)) };
}

function ask(
  action: string,
  resource: string,
  starter: Starter,
  profileArn: string | null = null,
): Authorization {
  const context = {
    ...contextOf(starter),
    ...(profileArn === null ? {} : { 'bedrock:inferenceprofilearn': profileArn }),
  };
  return { action, resource, context };
}

function contextOf({ accountId, region, principal }: Starter): Authorization['context'] {
  return {
    'aws:requestedregion': region,
    'aws:principalaccount': accountId,
    'aws:principalarn': principal,
  };
}
