import { BedrockClient, GetFoundationModelAvailabilityCommand } from '@aws-sdk/client-bedrock';
import { CLIENT_OPTIONS } from './client-options.ts';

/**
 * What an account lacks to call a model in one Region, in the words of the API; empty where nothing.
 * Needs `bedrock:GetFoundationModelAvailability`.
 */
export async function lookAtModelAccess(
  modelId: string,
  region: string,
): Promise<readonly string[]> {
  const client = new BedrockClient({ ...CLIENT_OPTIONS, region });
  const answer = await client.send(new GetFoundationModelAvailabilityCommand({ modelId }));
  const { agreementAvailability, authorizationStatus, entitlementAvailability } = answer;
  const parts = {
    agreement: [agreementAvailability?.status, 'AVAILABLE'],
    authorization: [authorizationStatus, 'AUTHORIZED'],
    entitlement: [entitlementAvailability, 'AVAILABLE'],
    Region: [answer.regionAvailability, 'AVAILABLE'],
  };
  return Object.entries(parts)
    .filter(([, [found, wanted]]) => found !== wanted)
    .map(([name, [found]]) => `${name} ${found ?? 'not told'}`);
}
