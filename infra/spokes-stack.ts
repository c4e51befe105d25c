import { Aws, CfnStackSet, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import type { Deployment, Organization } from './deployment.ts';
import { spokeTemplate } from './spoke-template.ts';

/**
 * The StackSet that brings a spoke to every account of the organization, and to each that joins it. The
 * account that deploys this is the hub. StackSets leave the management account out (CloudFormation user
 * guide, stacksets-orgs, read 2026-11-25).
 */
export class SpokesStack extends Stack {
  constructor(scope: Construct, deployment: Deployment, organization: Organization) {
    const { prefix, homeRegion, sourceRegions } = deployment;
    const stackSetName = nameOf('spokesStack', { prefix, region: homeRegion });
    super(scope, stackSetName, {
      stackName: stackSetName,
      description: 'bedrock-geofence: brings a spoke to every account of the organization',
      env: { region: homeRegion },
    });
    const parameters = { HubAccount: Aws.ACCOUNT_ID, Prefix: prefix, HomeRegion: homeRegion };
    new CfnStackSet(this, 'Spokes', {
      stackSetName,
      description: 'Sends what CloudTrail records of Bedrock to the hub',
      permissionModel: 'SERVICE_MANAGED',
      callAs: organization.callAs,
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      managedExecution: { Active: true },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      parameters: Object.entries(parameters).map(([parameterKey, parameterValue]) => ({
        parameterKey,
        parameterValue,
      })),
      stackInstancesGroup: [
        {
          deploymentTargets: { organizationalUnitIds: [...organization.targets] },
          regions: [...sourceRegions],
        },
      ],
      operationPreferences: {
        regionConcurrencyType: 'PARALLEL',
        maxConcurrentPercentage: 25,
        /** An account that refuses must not keep the others unwatched; it shows as not watched. */
        failureTolerancePercentage: 20,
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      },
      templateBody: spokeTemplate({ prefix }, this.node.getAllContext()),
    });
  }
}
