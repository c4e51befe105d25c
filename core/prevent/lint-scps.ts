import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { AskedCall } from './authorizations-of.ts';
import { evaluateScps } from './evaluate-scps.ts';
import { everyCall, type RoutedCall } from './every-call.ts';
import { regionDeniesOf } from './extend-region-deny.ts';
import type { LintFinding, LintRule } from './lint-finding.ts';
import { exceptionsOf } from './lint-statements.ts';
import { matchesArn } from './matches-arn.ts';
import type { Authorization, Scp } from './scp.ts';
import { simulateCall } from './simulate-call.ts';

const ACCOUNT = '111122223333';
const MODEL = 'amazon.nova-pro-v1:0';
const INVOKE = 'bedrock:InvokeModel';
const WATCHES = ['sqs:SendMessage', 'events:PutRule', 'cloudformation:CreateStack'];
const ALSO_INVOKES = ['bedrock:CreateModelInvocationJob', 'bedrock:InvokeModelWithResponseStream'];

/** The flaws of service control policies that show in what becomes of calls, each policy and all together. */
export function lintScps(scps: readonly Scp[], policy: ResolvedPolicy): readonly LintFinding[] {
  const regions = Object.entries(policy.regions)
    .filter(([, { partition, status }]) => partition === 'aws' && status === 'ga')
    .map(([code]) => code);
  const calls = everyCall(policy).filter(({ modelId }) => !modelId.startsWith('arn:'));
  const layers = scps.filter((scp) => regionDeniesOf(scp).length > 0).map(layerOf);
  return [...layers.flatMap(ofLayer), ...scps.flatMap(unwatched), ...disagreements()];

  function layerOf(scp: Scp) {
    const approved = regions.filter((region) => passes([scp], INVOKE, region));
    const outcomes = calls.map((call) => ({ call, ...outcomeOf(call, [scp]) }));
    return { scp, approved, outcomes, exceptions: scp.statements.flatMap(exceptionsOf) };
  }

  function ofLayer({ scp, approved, outcomes, exceptions }: ReturnType<typeof layerOf>) {
    const number = regionDeniesOf(scp)[0]?.number ?? null;
    const say = (rule: LintRule, consequence: string, fix: string): LintFinding => ({
      ...{ rule, policy: scp.name, statement: number, consequence, fix },
    });
    const isNamed = (call: RoutedCall) =>
      exceptions.some((pattern) => matchesArn(pattern, profileArn(call)));
    const broken = outcomes.filter(
      ({ call, refused }) => approved.includes(call.sourceRegion) && refused.length > 0,
    );
    const regional = broken.filter(({ refused }) => !refused.includes('unspecified'));
    const global = broken.filter(({ refused }) => refused.includes('unspecified'));
    const partly = regional.filter(({ places, refused }) => places > refused.length + 1);
    const half = exceptions.length > 0 ? regional.filter(({ call }) => isNamed(call)) : partly;
    const none = exceptions.length > 0 ? [] : regional.filter((each) => !partly.includes(each));
    const wantsGlobal = global.filter(
      ({ call }) => isNamed(call) || approved.length === regions.length,
    );
    return [
      ...none
        .slice(0, 1)
        .map(({ call, refused }) =>
          say(
            'no-exception',
            `${none.length} routes fail, e.g. ${nameOf(call)}, because ${refused[0]} is denied`,
            'geofence scp --base adds the exception on bedrock:InferenceProfileArn',
          ),
        ),
      ...half
        .slice(0, 1)
        .map(({ call, refused }) =>
          say(
            'destination-denied',
            `${nameOf(call)} fails as a whole, because ${refused.join(', ')} is denied`,
            'one denied destination fails the whole request: let all through, or except the profile',
          ),
        ),
      ...wantsGlobal
        .slice(0, 1)
        .map(({ call }) =>
          say(
            'missing-unspecified',
            `${nameOf(call)} fails: its aws:RequestedRegion is "unspecified"`,
            'add "unspecified" to the Regions, if global. profiles are wanted',
          ),
        ),
      ...trustsName(exceptions, approved).map(([pattern, region]) =>
        say(
          'trusts-name',
          `the name is all that is looked at: with ${pattern} a call passes to ${region} too`,
          'attach the guard of geofence scp beside it, which looks at where a call runs',
        ),
      ),
      ...leftOut(approved).map((action) =>
        say('batch-left-out', `${action} passes where ${INVOKE} is denied`, `add ${action}`),
      ),
    ];
  }

  function trustsName(exceptions: readonly string[], approved: readonly string[]) {
    const patterns = exceptions.filter((pattern) => pattern.includes(':inference-profile/'));
    const named = patterns.flatMap((pattern) => {
      const call = calls.find((each) => matchesArn(pattern, profileArn(each)));
      const route = call === undefined ? [] : destinationsOf(call);
      const away = regions.find((code) => !approved.includes(code) && !route.includes(code));
      if (call === undefined || away === undefined) return [];
      return passes(scps, INVOKE, away, profileArn(call)) ? [[pattern, away] as const] : [];
    });
    return named.slice(0, 1);
  }

  function leftOut(approved: readonly string[]): readonly string[] {
    const away = regions.find((code) => !approved.includes(code) && !passes(scps, INVOKE, code));
    return away === undefined ? [] : ALSO_INVOKES.filter((action) => passes(scps, action, away));
  }

  /** Where calls are made though a policy denies there what would watch them. */
  function unwatched(scp: Scp): readonly LintFinding[] {
    const found = regions.flatMap((region) => {
      const denied = WATCHES.flatMap((action) => {
        const decision = evaluateScps([scp], askedIn(action, region));
        return decision.kind === 'denied' ? [{ action, by: decision.by }] : [];
      });
      const [first] = denied;
      const runs =
        passes(scps, INVOKE, region) ||
        calls.some(
          (call) => call.sourceRegion === region && outcomeOf(call, scps).refused.length === 0,
        );
      return first !== undefined && runs ? [{ region, denied, by: first.by }] : [];
    });
    return found.slice(0, 1).map(({ region, denied, by }) => ({
      ...{ rule: 'nothing-can-watch', policy: scp.name, statement: by.statement.number },
      consequence: `calls are made from ${region}, where ${denied.map(({ action }) => action).join(', ')} is denied: nothing can watch them there`,
      fix: 'exempt SQS, EventBridge and CloudFormation there too, or deny Bedrock there',
    }));
  }

  function disagreements(): readonly LintFinding[] {
    return layers.flatMap((layer, index) =>
      layers.slice(index + 1).flatMap((other) => disagreement(layer, other)),
    );
  }

  function disagreement(a: ReturnType<typeof layerOf>, b: ReturnType<typeof layerOf>) {
    const both = a.approved.filter((region) => b.approved.includes(region));
    const differs = a.outcomes.flatMap(({ call, refused }, index) => {
      const there = b.outcomes[index]?.refused ?? [];
      return both.includes(call.sourceRegion) && (refused.length === 0) !== (there.length === 0)
        ? [
            {
              call,
              denier: refused.length === 0 ? b.scp : a.scp,
              allower: refused.length === 0 ? a.scp : b.scp,
            },
          ]
        : [];
    });
    return differs.slice(0, 1).map(
      ({ call, denier, allower }): LintFinding => ({
        ...{ rule: 'layers-disagree', policy: denier.name },
        statement: regionDeniesOf(denier)[0]?.number ?? null,
        consequence: `${nameOf(call)} is denied here, though ${allower.name} lets it through; ${differs.length} routes differ`,
        fix: 'every layer must let a call through: extend both alike',
      }),
    );
  }

  function outcomeOf(call: RoutedCall, by: readonly Scp[]) {
    const simulated = simulateCall(asked(call), by, policy);
    const checks = simulated.kind === 'hidden' ? [] : simulated.checks;
    const refused = checks
      .filter(({ decision }) => decision.kind !== 'allowed')
      .map(({ authorization }) => authorization.context['aws:requestedregion'] ?? '');
    return { refused: [...new Set(refused)], places: checks.length - 1 };
  }

  function destinationsOf(call: RoutedCall): readonly string[] {
    const simulated = simulateCall(asked(call), [], policy);
    return simulated.kind === 'hidden'
      ? []
      : simulated.checks.map(
          ({ authorization }) => authorization.context['aws:requestedregion'] ?? '',
        );
  }
}

function passes(scps: readonly Scp[], action: string, region: string, profile?: string): boolean {
  return evaluateScps(scps, askedIn(action, region, profile)).kind === 'allowed';
}

function askedIn(action: string, region: string, profile?: string): Authorization {
  const [service = ''] = action.split(':');
  const resource = service === 'bedrock' ? `:foundation-model/${MODEL}` : `${ACCOUNT}:any`;
  const context = {
    'aws:requestedregion': region,
    'aws:principalaccount': ACCOUNT,
    ...(profile === undefined ? {} : { 'bedrock:inferenceprofilearn': profile }),
  };
  return { action, resource: `arn:aws:${service}:${region}:${resource}`, context };
}

function asked(call: RoutedCall): AskedCall {
  return { ...call, accountId: ACCOUNT, principal: null, action: INVOKE };
}

function profileArn({ modelId, sourceRegion }: RoutedCall): string {
  return `arn:aws:bedrock:${sourceRegion}:${ACCOUNT}:inference-profile/${modelId}`;
}

function nameOf({ modelId, sourceRegion }: RoutedCall): string {
  return `${modelId} from ${sourceRegion}`;
}
