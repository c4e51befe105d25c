/**
 * The actions that running a model is authorized as; Converse and its stream are authorized as the first
 * two (names as in the service authorization reference, 2026-09-26).
 */
export const MODEL_ACTIONS = [
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock:CreateModelInvocationJob',
] as const;

export type ModelAction = (typeof MODEL_ACTIONS)[number];
