import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { buildApp } from '../../infra/build-app.ts';
import { bundleCode } from '../../infra/bundle-code.ts';
import type { Context } from '../../infra/context.ts';
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

/** Templates of every stack by name, as `cdk synth` writes them, without the checks of the command. */
export function synthesize(over: Context = {}): Readonly<Record<string, Template>> {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-synth-'));
  try {
    const { stacks } = synthesizeInto(folder, over);
    return Object.fromEntries(stacks.map(({ stackName, template }) => [stackName, template]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The cloud assembly, templates and code, in a folder. */
export function synthesizeInto(folder: string, over: Context = {}) {
  process.env.CDK_VALIDATION = 'false';
  const read = readDeployment({ ...CONTEXT, ...over }, '1.2.3');
  if (read.kind === 'problems') throw new Error(read.text);
  const outdir = join(folder, 'cdk.out');
  const app = new App({ outdir, context: cdkJson.context, analyticsReporting: false });
  buildApp(app, read.deployment, bundleCode(read.deployment, join(folder, 'lambdas')));
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
