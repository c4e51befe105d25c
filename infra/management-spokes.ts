import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import type { Deployment, Organization } from './deployment.ts';
import { SpokeStack } from './spoke-stack.ts';

/**
 * Spokes of the management account, which no StackSet reaches. They stand in a stage of their own, so
 * that `cdk deploy --all` leaves them out: they are deployed with credentials of that account.
 */
export class ManagementSpokes extends Stage {
  constructor(
    scope: Construct,
    { prefix, homeRegion, sourceRegions }: Deployment,
    { managementAccount }: Organization,
  ) {
    super(scope, 'management');
    for (const region of sourceRegions) {
      const stackName = nameOf('spokeStack', { prefix, region });
      new SpokeStack(
        this,
        stackName,
        { prefix, homeRegion },
        { stackName, env: { account: managementAccount, region } },
      );
    }
  }
}
