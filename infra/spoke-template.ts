import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer } from 'aws-cdk-lib';
import { joinToSub } from './join-to-sub.ts';
import { type SpokeDefaults, SpokeStack } from './spoke-stack.ts';

/**
 * The template of a spoke, plain: it needs no bootstrap, no asset and no CDK. One line of JSON.
 * `context` holds CDK's feature flags, as `cdk.json` sets them.
 */
export function spokeTemplate(defaults: SpokeDefaults, context: object): string {
  const outdir = mkdtempSync(join(tmpdir(), 'geofence-spoke-'));
  try {
    const app = new App({
      ...{ outdir, analyticsReporting: false, context: { ...context } },
      /** Within the command the same as without it. */
      postCliContext: { 'aws:cdk:enable-path-metadata': false },
    });
    const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
    new SpokeStack(app, 'Spoke', defaults, { synthesizer });
    const [spoke] = app.synth().stacks;
    return JSON.stringify(joinToSub(spoke?.template));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
