import type { LintedPolicy, LintFinding, LintRule } from './lint-finding.ts';
import { matchesGlob } from './matches-glob.ts';
import { MOST_CHARACTERS } from './parse-scp.ts';
import type { Condition, Statement } from './scp.ts';

const PROFILE_KEY = 'bedrock:inferenceprofilearn';
const REGION_KEY = 'aws:requestedregion';

/** The flaws that a statement shows by itself. */
export function lintStatements({ scp, kind, text }: LintedPolicy): readonly LintFinding[] {
  const { length } = text.trim();
  const found = scp.statements.flatMap((statement) =>
    [...noAction(statement), ...(kind === 'scp' ? ofScp(statement) : ofIdentity(statement))].map(
      ([rule, consequence, fix]) => ({
        ...{ rule, policy: scp.name, statement: statement.number, consequence, fix },
      }),
    ),
  );
  const isLong = kind === 'scp' && length > MOST_CHARACTERS;
  const size: LintFinding = {
    ...{ rule: 'size', policy: scp.name, statement: null },
    consequence: `${length} characters as it stands; SDK and CLI do not strip white space, and AWS takes ${MOST_CHARACTERS}`,
    fix: 'attach it minified',
  };
  return isLong ? [...found, size] : found;
}

type Flaw = readonly [rule: LintRule, consequence: string, fix: string];

function ofScp(statement: Statement): readonly Flaw[] {
  const { effect, conditions } = statement;
  const exceptions = exceptionsOf(statement);
  const models = exceptions.filter((value) => value.includes(':foundation-model/'));
  const anySource = exceptions.filter((value) => /[*?]/.test(value.split(':')[3] ?? ''));
  const namesGlobal =
    effect === 'Deny' &&
    conditions.some(
      (each) => each.key === REGION_KEY && !isNegative(each) && each.values.includes('unspecified'),
    ) &&
    conditions.some((each) => each.key === PROFILE_KEY && !isNegative(each) && isName(each));
  return [
    ...notAction(statement),
    ...some('model-arn-no-effect', models.length > 0, [
      `${models[0]} is compared with the ARN of a profile, and never is one`,
      'take it out: the profile alone is enough',
    ]),
    ...some('wildcard-source', anySource.length > 0, [
      `${anySource[0]} lets calls from every Region through, so that eu. from London reaches London`,
      'write the source Region out, e.g. arn:aws:bedrock:eu-central-1:*:inference-profile/eu.*',
    ]),
    ...some('global-by-name', namesGlobal, [
      'an application profile copied from a global. one has another ARN, and is not denied',
      'deny "unspecified" by aws:RequestedRegion alone',
    ]),
  ];
}

function ofIdentity(statement: Statement): readonly Flaw[] {
  const { effect, actions, resources, conditions } = statement;
  const invokes = actions.patterns.some((pattern) =>
    matchesGlob(pattern.toLowerCase(), 'bedrock:invokemodel'),
  );
  const isBound = conditions.some(({ key }) => key === REGION_KEY || key === PROFILE_KEY);
  if (effect !== 'Allow') return [];
  if (actions.kind === 'not-among') return notAction(statement);
  if (!invokes || isBound || resources.kind !== 'among') return [];
  const all = actions.patterns.some((pattern) => pattern === '*' || /^bedrock:\*$/i.test(pattern));
  const open = resources.patterns.find(isRegionless);
  if (all && resources.patterns.includes('*')) {
    return [
      [
        'full-access',
        'every model in every Region, through every profile',
        'give geofence iam --model ... or --all instead',
      ],
    ];
  }
  return some('region-less-model', open !== undefined, [
    `${open} lets the model be called in every Region`,
    'write the Regions out, or bind it with ArnLike bedrock:InferenceProfileArn',
  ]);
}

function isRegionless(resource: string): boolean {
  if (resource === '*') return true;
  const region = resource.split(':')[3] ?? '';
  return resource.includes(':foundation-model/') && (region === '' || region.includes('*'));
}

/** Operations that are authorized as another action (Bedrock API reference, read 2026-11-25). */
const NO_ACTIONS = ['converse', 'conversestream', 'invokemodelwithbidirectionalstream'];

function noAction({ actions }: Statement): readonly Flaw[] {
  const found = actions.patterns.find((pattern) =>
    NO_ACTIONS.some((name) => pattern.toLowerCase() === `bedrock:${name}`),
  );
  return some('action-no-effect', found !== undefined, [
    `${found} is an operation and no action: AWS never asks for it`,
    'name bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream, which it is authorized as',
  ]);
}

function notAction({ effect, actions }: Statement): readonly Flaw[] {
  return some('not-action-allow', effect === 'Allow' && actions.kind === 'not-among', [
    'everything is allowed but what is named, also what AWS adds tomorrow',
    'use Action, and name what is allowed',
  ]);
}

/** The values of a Deny's negated conditions on the ARN of the profile. */
export function exceptionsOf({ effect, conditions }: Statement): readonly string[] {
  if (effect !== 'Deny') return [];
  return conditions
    .filter((each) => each.key === PROFILE_KEY && isNegative(each))
    .flatMap(({ values }) => values);
}

function isNegative({ operator }: Condition): boolean {
  return operator.includes('Not');
}

function isName({ operator }: Condition): boolean {
  return operator !== 'Null';
}

function some(
  rule: LintRule,
  holds: boolean,
  [consequence, fix]: readonly [string, string],
): readonly Flaw[] {
  return holds ? [[rule, consequence, fix]] : [];
}
