import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { MODEL_ACTIONS } from './model-actions.ts';
import { pascal } from './pascal.ts';
import type { Statement } from './scp.ts';

/**
 * What runs a model, and what makes an application profile, which hides where its calls go (names as in
 * the service authorization reference, 2026-09-26).
 */
export const GUARDED_ACTIONS = [
  ...MODEL_ACTIONS,
  'bedrock:CreateInferenceProfile',
  'bedrock:InvokeDataAutomation',
  'bedrock:InvokeDataAutomationAsync',
  'bedrock-mantle:CreateInference',
];

/**
 * The one statement that holds inference inside a fence: it denies every destination outside, and one
 * denied destination fails the whole call. "unspecified" is what `global.` profiles request.
 */
export function guardStatement(fence: ResolvedFence, policy: ResolvedPolicy): Statement {
  const commercial = Object.entries(policy.regions)
    .filter(([, { partition, status }]) => partition === 'aws' && status === 'ga')
    .map(([code]) => code);
  const global = commercial.every((code) => fence.regions.includes(code)) ? ['unspecified'] : [];
  return {
    effect: 'Deny',
    sid: `DenyBedrockOutsideFence${pascal(fence.name)}`,
    number: 1,
    actions: { kind: 'among', patterns: GUARDED_ACTIONS },
    resources: { kind: 'among', patterns: ['*'] },
    conditions: [
      {
        ...{ operator: 'StringNotEquals', ifExists: false, set: null },
        ...{ key: 'aws:requestedregion', values: [...fence.regions, ...global] },
      },
    ],
  };
}

/** A guard as it is written in a policy, minified. */
export function guardJson({ sid, actions, conditions }: Statement): string {
  return JSON.stringify({
    ...{ Sid: sid, Effect: 'Deny', Action: actions.patterns, Resource: '*' },
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': conditions.flatMap(({ values }) => values) },
    },
  });
}
