import { BedrockClient, paginateListInferenceProfiles } from '@aws-sdk/client-bedrock';
import { type LiveProfile, readLiveProfile } from '../core/catalog/live-profile.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** What AWS lists in one source Region. */
export type ListedProfiles = {
  readonly profiles: readonly LiveProfile[];
  /** Ids of profiles whose models cannot be read. */
  readonly unreadable: readonly string[];
};

/**
 * Lists the inference profiles that can be called in one source Region. Needs
 * `bedrock:ListInferenceProfiles`. Rejects where the answer holds no list.
 */
export async function listInferenceProfiles(
  region: string,
  type?: LiveProfile['type'],
): Promise<ListedProfiles> {
  const client = new BedrockClient({ ...CLIENT_OPTIONS, region });
  const input = { maxResults: 100, ...(type === undefined ? {} : { typeEquals: type }) };
  const profiles: LiveProfile[] = [];
  const unreadable: string[] = [];
  for await (const page of paginateListInferenceProfiles({ client }, input)) {
    if (page.inferenceProfileSummaries === undefined) {
      throw new TypeError('the answer of ListInferenceProfiles holds no list');
    }
    for (const {
      inferenceProfileId,
      inferenceProfileArn,
      type,
      models,
    } of page.inferenceProfileSummaries) {
      const isOurs = type === 'APPLICATION';
      const id = (isOurs ? inferenceProfileArn : inferenceProfileId) ?? 'a profile without a name';
      const arns = (models ?? []).map(({ modelArn = '' }) => modelArn);
      const profile = readLiveProfile(id, isOurs ? 'APPLICATION' : 'SYSTEM_DEFINED', arns);
      if (profile === null) unreadable.push(id);
      else profiles.push(profile);
    }
  }
  return { profiles, unreadable };
}
