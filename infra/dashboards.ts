import { Aws, Stack } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import type { DashboardInput } from '../dashboards/cloudwatch/dashboard.ts';
import { detailDashboard } from '../dashboards/cloudwatch/detail.ts';
import { overviewDashboard } from '../dashboards/cloudwatch/overview.ts';
import { pipelineDashboard } from '../dashboards/cloudwatch/pipeline.ts';
import type { Deployment } from './deployment.ts';

/** The three dashboards. CloudWatch shows them from every Region of the account. */
export class Dashboards extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { prefix, homeRegion, sourceRegions, runbookUrl, partition, organization } = deployment;
    const place = { prefix, region: homeRegion };
    const input: DashboardInput = {
      ...{ place, sourceRegions, runbookUrl, partition },
      account: Aws.ACCOUNT_ID,
      isOrganization: organization !== null,
    };
    const bodies = {
      overviewDashboard: overviewDashboard(input),
      detailDashboard: detailDashboard(input),
      pipelineDashboard: pipelineDashboard(input),
    } as const;
    for (const [part, body] of Object.entries(bodies)) {
      new CfnDashboard(this, part, {
        dashboardName: nameOf(part as keyof typeof bodies, place),
        dashboardBody: Stack.of(this).toJsonString(body),
      });
    }
  }
}
