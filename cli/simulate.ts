import { closest } from '../core/catalog/closest.ts';
import { isKnownRegion } from '../core/judge/lies-inside.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { dependsOnPrincipal } from '../core/prevent/depends-on-principal.ts';
import { everyCall, type RoutedCall } from '../core/prevent/every-call.ts';
import { MODEL_ACTIONS } from '../core/prevent/model-actions.ts';
import { type SimulatedCall, simulateCall } from '../core/prevent/simulate-call.ts';
import { safe } from './layout.ts';
import { loadCatalog } from './load-catalog.ts';
import { loadScps } from './load-scps.ts';
import { simulateText } from './simulate-text.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type SimulateOptions = {
  readonly scp: readonly string[];
  readonly iam: readonly string[];
  /** "model@Region" */
  readonly call: readonly string[];
  readonly matrix?: boolean;
  readonly policy?: string;
  readonly account: string;
  readonly principal?: string;
  readonly action: string;
  readonly format: 'text' | 'json';
};

export type Simulated = RoutedCall & { readonly result: SimulatedCall };

/** `geofence simulate`: every authorization that a call needs, and the statement that decides each. */
export async function simulate(options: SimulateOptions, terminal: Terminal): Promise<Exit> {
  const loaded = await loadCatalog(options.policy);
  const policies = await loadScps([...options.scp, ...options.iam]);
  const failures = [loaded, policies].flatMap((each) =>
    each.kind === 'unusable' ? [each.message] : [],
  );
  if (loaded.kind === 'unusable' || policies.kind === 'unusable')
    return fail(terminal, failures.join('\n\n'));
  const problems = problemsOf(options, loaded.resolved);
  if (problems.length > 0) return fail(terminal, problems.join('\n'));

  if (options.principal === undefined && dependsOnPrincipal(policies.scps)) {
    return fail(
      terminal,
      'who calls? A statement looks at aws:PrincipalArn.\n  Fix: give --principal, the ARN of a role or user.',
    );
  }

  const calls = options.matrix === true ? everyCall(loaded.resolved) : options.call.map(readCall);
  const scps = policies.scps.slice(0, options.scp.length);
  const identity = policies.scps.slice(options.scp.length);
  const { account: accountId, action, principal = null } = options;
  const simulated = calls.map((call) => ({
    ...call,
    result: simulateCall(
      { ...call, accountId, principal, action },
      scps,
      loaded.resolved,
      identity,
    ),
  }));
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify({ calls: simulated }, null, 2)}\n`
      : simulateText(simulated, options.matrix === true, terminal.paint),
  );
  return exitOf(simulated);
}

function problemsOf(options: SimulateOptions, policy: ResolvedPolicy): readonly string[] {
  const { scp, iam, call, matrix, account, action, principal } = options;
  const actions: readonly string[] = MODEL_ACTIONS;
  return [
    ...(scp.length + iam.length === 0
      ? ['no policy to simulate.\n  Fix: name it with --scp FILE or --iam FILE.']
      : []),
    ...(call.length > 0 === (matrix === true)
      ? ['what is called?\n  Fix: give --call <profile or model>@<Region>, or --matrix for all.']
      : []),
    ...(/^\d{12}$/.test(account) ? [] : [`--account ${account}: an account has twelve digits.`]),
    ...(actions.includes(action)
      ? []
      : [
          `--action ${safe(action)}: running a model is not authorized as that.\n  Fix: give one of ${actions.join(', ')}; Converse and ConverseStream are authorized as the first two.`,
        ]),
    ...problemsOfPrincipal(principal, account),
    ...call.flatMap((text) => problemOfCall(text, policy)),
  ];
}

const PRINCIPAL =
  /^arn:[^:]+:(?:iam::(\d{12}):(?:root|(?:role|user)\/.+)|sts::(\d{12}):federated-user\/.+)$/;

function problemsOfPrincipal(principal: string | undefined, account: string): readonly string[] {
  if (principal === undefined) return [];
  const [found, inIam, inSts] = PRINCIPAL.exec(principal) ?? [];
  if (found === undefined) {
    return [
      `--principal ${safe(principal)}: no ARN of a role or user.\n  Fix: e.g. arn:aws:iam::111122223333:role/Chat; a session is decided as its role.`,
    ];
  }
  const own = inIam ?? inSts ?? '';
  return own === account
    ? []
    : [
        `--principal ${safe(principal)} is not of account ${account}.\n  Fix: give --account ${own}.`,
      ];
}

function problemOfCall(text: string, policy: ResolvedPolicy): readonly string[] {
  const { modelId, sourceRegion } = readCall(text);
  if (modelId === '') {
    return [`--call ${text}: no <profile or model>@<Region>, e.g. amazon.nova-pro-v1:0@eu-west-1`];
  }
  if (isKnownRegion(sourceRegion, policy)) return [];
  const near = closest(sourceRegion, Object.keys(policy.regions));
  return [`--call ${text}: no known Region.\n  Fix: did you mean ${near.join(', ')}?`];
}

function readCall(text: string): RoutedCall {
  const at = text.lastIndexOf('@');
  return at < 1
    ? { modelId: '', sourceRegion: '' }
    : { modelId: text.slice(0, at), sourceRegion: text.slice(at + 1) };
}

function exitOf(simulated: readonly Simulated[]): Exit {
  if (simulated.some(({ result }) => result.kind === 'hidden')) return EXIT.failed;
  return simulated.some(({ result }) => result.kind === 'denied') ? EXIT.found : EXIT.clean;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence simulate: ${problem}\n`);
  return EXIT.failed;
}
