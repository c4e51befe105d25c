import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { BundledCode } from './bundle-code.ts';
import type { Deployment } from './deployment.ts';
import { HomeStack } from './home-stack.ts';
import { RegionalStack } from './regional-stack.ts';

/** One home stack and one stack for each source Region. They share names, and no references. */
export function buildApp(app: App, deployment: Deployment, code: BundledCode): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const home = new HomeStack(app, deployment, code);
  for (const region of deployment.sourceRegions) {
    new RegionalStack(app, region, deployment, code).addStackDependency(home);
  }
}
