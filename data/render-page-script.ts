import { join } from 'node:path';
import { buildSync } from 'esbuild';

const MAIN = join(import.meta.dirname, '..', 'dashboards', 'page', 'main.ts');

/** `dashboards/page/generated.ts`: the script of the report page, bundled into one text. */
export function renderPageScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: [MAIN],
    ...{ bundle: true, minify: true, write: false, charset: 'ascii', legalComments: 'none' },
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16'],
  });
  const [{ text } = { text: '' }] = outputFiles;
  return [
    '// Generated from dashboards/page/main.ts by `npm run generate`. Do not edit.',
    `export const PAGE_SCRIPT = ${JSON.stringify(text.trim())};`,
    '',
  ].join('\n');
}
