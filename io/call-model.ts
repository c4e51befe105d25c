import {
  BedrockRuntimeClient,
  BedrockRuntimeServiceException,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { CLIENT_OPTIONS } from './client-options.ts';

/** How a call of a model ended. */
export type ModelCall =
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'ran' }
  | { readonly kind: 'failed'; readonly error: string };

const REFUSED = /^(?:AccessDenied|Throttling|Validation|ResourceNotFound)/;

/** Calls a model once, with an empty body. A refusal is an answer; retries would only repeat it. */
export function createModelCaller(region: string): (modelId: string) => Promise<ModelCall> {
  const client = new BedrockRuntimeClient({ ...CLIENT_OPTIONS, region, maxAttempts: 1 });
  return async (modelId) => {
    try {
      await client.send(new InvokeModelCommand({ modelId, body: '{}' }));
      return { kind: 'ran' };
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      const answered = error instanceof BedrockRuntimeServiceException && REFUSED.test(name);
      return { kind: answered ? 'refused' : 'failed', error: name };
    }
  };
}
