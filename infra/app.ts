import { App } from 'aws-cdk-lib';
import packageJson from '../package.json' with { type: 'json' };
import { buildApp } from './build-app.ts';
import { bundleCode } from './bundle-code.ts';
import { CONTEXT_NAMES } from './context.ts';
import { readDeployment } from './read-deployment.ts';

const app = new App();
const context = Object.fromEntries(
  CONTEXT_NAMES.map((name) => [name, app.node.tryGetContext(name)]),
);
const read = readDeployment(context, packageJson.version);
if (read.kind === 'problems') {
  process.stderr.write(`Nothing was synthesized.\n\n${read.text}\n`);
  process.exit(2);
}
for (const warning of read.warnings) process.stderr.write(`warning: ${warning}\n`);
buildApp(app, read.deployment, bundleCode(read.deployment, 'dist/lambdas'));
app.synth();
