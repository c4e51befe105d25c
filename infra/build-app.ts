import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { BundledCode } from './bundle-code.ts';
import type { Deployment } from './deployment.ts';
import { HomeStack } from './home-stack.ts';
import { ManagementSpokes } from './management-spokes.ts';
import { RegionalStack } from './regional-stack.ts';
import { SpokesStack } from './spokes-stack.ts';

/**
 * One home stack and one stack for each source Region. They share names, and no references. Where an
 * organization is watched they are its hub, and spokes come after it: who sends must find a queue.
 */
export function buildApp(app: App, deployment: Deployment, code: BundledCode): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const home = new HomeStack(app, deployment, code);
  const regional = deployment.sourceRegions.map(
    (region) => new RegionalStack(app, region, deployment, code),
  );
  for (const stack of regional) stack.addStackDependency(home);
  const { organization } = deployment;
  if (organization === null) return;
  const spokes = new SpokesStack(app, deployment, organization);
  for (const stack of regional) spokes.addStackDependency(stack);
  if (organization.callAs === 'DELEGATED_ADMIN') {
    new ManagementSpokes(app, deployment, organization);
  }
}
