import {
  BedrockRuntimeClient,
  BedrockRuntimeServiceException,
  ConverseCommand,
} from '@aws-sdk/client-bedrock-runtime';

/** How one tiny real call ended. */
export type TinyCall =
  | { readonly kind: 'ran'; readonly requestId: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks a model for one token, once. Needs `bedrock:InvokeModel` on the profile and every destination. */
export async function callProfile(profile: string, region: string): Promise<TinyCall> {
  const client = new BedrockRuntimeClient({ region, maxAttempts: 1 });
  const call = new ConverseCommand({
    modelId: profile,
    messages: [{ role: 'user', content: [{ text: 'Say: ok' }] }],
    inferenceConfig: { maxTokens: 1 },
  });
  try {
    const { $metadata } = await client.send(call);
    const { requestId } = $metadata;
    return requestId === undefined
      ? { kind: 'failed', message: 'it ran, and its answer names no request' }
      : { kind: 'ran', requestId };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: '' };
    const answered = error instanceof BedrockRuntimeServiceException;
    return { kind: answered ? 'refused' : 'failed', message: `${name}: ${message}` };
  }
}
