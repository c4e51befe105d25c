import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from '../core/watch/name-of.ts';
import { bundleLambda, type LambdaName } from './bundle-lambdas.ts';
import type { Deployment } from './deployment.ts';

/** Folders with the code of each function. */
export type BundledCode = {
  readonly ingest: string;
  readonly canary: string;
  readonly seal: string;
  readonly drift: string;
  readonly reconcile: string;
  readonly compact: string;
  readonly coverage: string;
  readonly sealKeyReader: string;
  readonly listTrail: string;
  readonly mapFiles: string;
  readonly gatherBatches: string;
  readonly reducePart: string;
  readonly finishRun: string;
};

/** Bundles every function; beside those that judge lies what the deployment fixed, first of all the policy. */
export function bundleCode(deployment: Deployment, folder: string): BundledCode {
  const judging = (name: LambdaName) => {
    const bundle = bundleLambda(name, join(folder, name));
    writeFileSync(join(bundle, 'deployment.json'), JSON.stringify(describe(deployment)));
    return bundle;
  };
  return {
    ingest: judging('ingest'),
    seal: judging('seal'),
    drift: judging('drift'),
    reconcile: judging('reconcile'),
    compact: bundleLambda('compact', join(folder, 'compact')),
    coverage: judging('coverage'),
    listTrail: judging('list-trail'),
    mapFiles: judging('map-files'),
    gatherBatches: judging('gather-batches'),
    reducePart: judging('reduce-part'),
    finishRun: judging('finish-run'),
    canary: bundleLambda('canary', join(folder, 'canary')),
    sealKeyReader: bundleLambda('seal-key', join(folder, 'seal-key')),
  };
}

function describe({
  policy,
  version,
  accounts,
  runbookUrl,
  prefix,
  homeRegion,
  partition,
  sourceRegions,
  organization,
}: Deployment) {
  const dashboard = nameOf('overviewDashboard', { prefix, region: homeRegion });
  const console = CONSOLES[partition] ?? 'console.aws.amazon.com';
  const accountNames = Object.fromEntries(
    Object.entries(accounts).map(([id, { name, owner = null }]) => [id, { name, owner }]),
  );
  return {
    policy,
    version,
    sourceRegions,
    organization: organization === null ? null : { prefix, partition },
    tell: {
      accountNames,
      runbookUrl,
      dashboardUrl: `https://${homeRegion}.${console}/cloudwatch/home?region=${homeRegion}#dashboards/dashboard/${dashboard}`,
    },
  };
}

const CONSOLES: Readonly<Record<string, string>> = {
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};
