import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderCatalog } from './render-catalog.ts';
import { renderDocs } from './render-docs.ts';
import { renderMap } from './render-map.ts';
import { renderPageScript } from './render-page-script.ts';
import { renderScan } from './render-scan.ts';
import { renderSchemas } from './render-schemas.ts';
import type { Sources } from './source-shapes.ts';

/** Writes everything in the repository that is made from other files of it: `npm run generate`. */

const ROOT = join(import.meta.dirname, '..');

/** The dated facts that the catalog is made from. */
export function readSources(): Sources {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(ROOT, 'data', `${name}.json`), 'utf8'));
  return {
    regions: read('regions'),
    zones: read('local-zones'),
    geographies: read('geographies'),
    profiles: read('inference-profiles'),
    operations: read('bedrock-operations'),
  };
}

/** Every generated file: path from the root of the repository, and text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['core/catalog/generated.ts', renderCatalog(readSources())],
    ['dashboards/map/generated.ts', renderMap(readSources())],
    ['dashboards/page/generated.ts', renderPageScript()],
    ...renderSchemas(),
    ...renderDocs(),
  ]);
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of generatedFiles()) writeFileSync(join(ROOT, path), text);
  writeFileSync(join(ROOT, 'core/scan/certify-wasm.ts'), await renderScan());
}
