import cdkJson from '../../cdk.json' with { type: 'json' };
import { spokeTemplate } from '../../infra/spoke-template.ts';
import type { Given } from './resolve.ts';
import type { Template } from './synthesize.ts';

export const HUB = '111122223333';
export const MEMBER = '444455556666';

/** The context of an organization whose delegated administrator deploys. */
export const ORGANIZATION = {
  topology: 'organization',
  organizationId: 'o-a1b2c3d4e5',
  managementAccount: '999988887777',
  organizationTargets: 'r-ab12,ou-ab12-cd34ef56',
};

/** The template that goes to every account. */
export const SPOKE: Template = JSON.parse(
  spokeTemplate({ prefix: 'bedrock-geofence' }, cdkJson.context),
);

/** A spoke as it is deployed to an account and Region. */
export function deployedTo(account: string, region: string, partition = 'aws'): Given {
  const parameters = { HubAccount: HUB, Prefix: 'bedrock-geofence', HomeRegion: 'eu-central-1' };
  return { account, region, partition, parameters };
}
