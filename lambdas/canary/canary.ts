import type { ModelCall } from '../../io/call-model.ts';

/**
 * Calls a model with a role that is denied every use of Bedrock. The denial is what is wanted: it must
 * travel through CloudTrail, rule, queue and evidence, so that "no violations" is measured and not
 * assumed. Rejects where the call ran, or where nothing can be said of it.
 */
export async function sendCanary(attempt: () => Promise<ModelCall>): Promise<string> {
  const outcome = await attempt();
  switch (outcome.kind) {
    case 'refused':
      return `refused as it should be: ${outcome.error}`;
    case 'ran':
      throw new Error('the canary ran a model: its role must be denied bedrock:*');
    case 'failed':
      throw new Error(`the canary did not reach Bedrock: ${outcome.error}`);
  }
}
