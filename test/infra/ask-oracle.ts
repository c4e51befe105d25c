import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';

export type Asked = {
  readonly principal: Simulation['request']['principal'];
  readonly action: string;
  /** The ARN, and the account that owns it. */
  readonly resource: Simulation['request']['resource'];
  readonly context: Readonly<Record<string, string>>;
  /** What the principal may do by its own policies. */
  readonly identityPolicy?: object;
  readonly resourcePolicy?: object;
  /** Attached to the root, beside the one that allows all. */
  readonly scp?: object;
};

/** Allows everything. */
export const ALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** Whether another evaluator of policies lets a request through; fails where it can not say. */
export async function mayDo(asked: Asked): Promise<boolean> {
  const { principal, action, resource, context, identityPolicy, resourcePolicy, scp } = asked;
  const known: [string, string][] =
    typeof principal === 'string' ? [['aws:PrincipalArn', principal]] : [];
  const contextVariables = { ...Object.fromEntries(known), ...context };
  const result = await runSimulation(
    {
      request: { principal, action, resource, contextVariables },
      identityPolicies: identityPolicy === undefined ? [] : [named('identity', identityPolicy)],
      serviceControlPolicies:
        scp === undefined
          ? []
          : [{ orgIdentifier: 'r-ab12', policies: [named('scp', scp), named('full', ALL)] }],
      resourceControlPolicies: [],
      resourcePolicy,
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result));
  return result.overallResult === 'Allowed';
}

function named(name: string, policy: object) {
  return { name, policy };
}
