import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const SOURCE = join(import.meta.dirname, '../core/scan/assembly/certify.ts');
const OPTIONS = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--initialMemory', '3'];
const LINE = 90;

/** Compiles the scan's inner loop, and renders it as text that a bundle can hold. */
export async function renderScan(): Promise<string> {
  let code: Uint8Array | null = null;
  const { error, stderr } = await asc.main([SOURCE, ...OPTIONS, '--outFile', 'certify.wasm'], {
    writeFile: (_, contents) => {
      code = contents as Uint8Array;
    },
  });
  if (error !== null || code === null) throw new Error(`${error}\n${stderr}`);
  const text = Buffer.from(code).toString('base64');
  const lines = text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [
    '// Made from core/scan/assembly/certify.ts by `npm run generate`. Do not edit.',
    '',
    '/** The compiled module, in Base64. */',
    'export const CERTIFY_WASM = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}
