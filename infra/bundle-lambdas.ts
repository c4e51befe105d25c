import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export type LambdaName =
  | 'ingest'
  | 'canary'
  | 'seal'
  | 'reconcile'
  | 'compact'
  | 'seal-key'
  | 'drift'
  | 'coverage'
  | 'list-trail'
  | 'map-files'
  | 'gather-batches'
  | 'reduce-part'
  | 'finish-run';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles one function into a folder of its own: one entry that starts fast, and chunks that are loaded
 * when they are needed first. The SDK is inside; only the credentials of Lambda's environment are used.
 */
export function bundleLambda(name: LambdaName, outdir = `${ROOT}dist/lambdas/${name}`): string {
  rmSync(outdir, { recursive: true, force: true });
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: { index: `lambdas/${name}/main.ts` },
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    alias: { '@aws-sdk/credential-provider-node': './lambdas/environment-credentials.ts' },
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outdir;
}
