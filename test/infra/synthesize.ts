import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { buildApp } from '../../infra/build-app.ts';
import { type BundledCode, bundleCode } from '../../infra/bundle-code.ts';
import type { Context } from '../../infra/context.ts';
import type { Deployment } from '../../infra/deployment.ts';
import { readDeployment } from '../../infra/read-deployment.ts';

type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};
export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, object>>;
};

export const CONTEXT: Context = {
  policy: 'samples/geofence.json',
  prefix: 'bedrock-geofence',
  homeRegion: 'eu-central-1',
  sourceRegions: 'eu-central-1,us-east-1',
  mailAddresses: 'security@example.com',
  retentionDays: 400,
  lockMode: 'governance',
  logRetentionDays: 90,
  runbookUrl: 'https://example.com/runbook.md',
};

type Templates = Readonly<Record<string, Template>>;

/** Functions are bundled once: templates depend on their code by its hash alone. */
let code: BundledCode | undefined;
const known = new Map<string, Templates>();

/** Templates of every stack by name, as `cdk synth` writes them, without the checks of the command. */
export function synthesize(over: Context = {}): Templates {
  const key = JSON.stringify(over);
  const templates = known.get(key) ?? synthesizeAnew(over);
  known.set(key, templates);
  return templates;
}

function synthesizeAnew(over: Context): Templates {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-synth-'));
  const deployment = deploymentOf(over);
  code ??= bundleForAll(deployment);
  try {
    const { stacksRecursively } = synthesizeApp(deployment, code, folder);
    return Object.fromEntries(
      stacksRecursively.map(({ stackName, template }) => [stackName, template]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bundleForAll(deployment: Deployment): BundledCode {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-code-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return bundleCode(deployment, folder);
}

/** The cloud assembly, templates and code, in a folder. */
export function synthesizeInto(folder: string, over: Context = {}) {
  const deployment = deploymentOf(over);
  return synthesizeApp(deployment, bundleCode(deployment, join(folder, 'lambdas')), folder);
}

function deploymentOf(over: Context): Deployment {
  const read = readDeployment({ ...CONTEXT, ...over }, '1.2.3');
  if (read.kind === 'problems') throw new Error(read.text);
  return read.deployment;
}

function synthesizeApp(deployment: Deployment, bundled: BundledCode, folder: string) {
  process.env.CDK_VALIDATION = 'false';
  const outdir = join(folder, 'cdk.out');
  const app = new App({ outdir, context: cdkJson.context, analyticsReporting: false });
  buildApp(app, deployment, bundled);
  return app.synth();
}

/** Properties of every resource of one type. */
export function ofType(template: Template | undefined, type: string) {
  return Object.values(template?.Resources ?? {})
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);
}

/** Properties of the one resource of that name. */
export function named(
  template: Template | undefined,
  type: string,
  property: string,
  name: string,
) {
  const found = ofType(template, type).find((properties) => properties[property] === name);
  if (found === undefined) throw new Error(`${type} ${name} is missing`);
  return found;
}
