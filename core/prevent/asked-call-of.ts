import type { JudgedCall } from '../judge/judged.ts';
import type { AskedCall } from './authorizations-of.ts';

/**
 * The action that each operation is authorized as.
 *
 * Source: Bedrock API reference of the four operations and of InvokeModelWithBidirectionalStream ("This
 * operation requires permission for the bedrock:InvokeModel action"; read 2026-11-25).
 */
const ACTIONS: Readonly<Record<string, string>> = {
  InvokeModel: 'bedrock:InvokeModel',
  Converse: 'bedrock:InvokeModel',
  InvokeModelWithBidirectionalStream: 'bedrock:InvokeModel',
  InvokeModelWithResponseStream: 'bedrock:InvokeModelWithResponseStream',
  ConverseStream: 'bedrock:InvokeModelWithResponseStream',
};

/** What AWS would have been asked; a text says why nobody knows. */
export function askedCallOf({
  eventName,
  modelId,
  accountId,
  sourceRegion,
  principal,
}: JudgedCall): AskedCall | string {
  const action = ACTIONS[eventName];
  if (action === undefined) return `nobody knows as what ${eventName} is authorized`;
  if (modelId === null) return 'its call is not in these logs, so its model is not known';
  if (accountId === null) return 'its record names no account';
  return { modelId, accountId, sourceRegion, principal, action };
}
