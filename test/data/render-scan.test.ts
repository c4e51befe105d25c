import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderScan } from '../../data/render-scan.ts';

it('core/scan/certify-wasm.ts is current (npm run generate)', async () => {
  expect(readFileSync('core/scan/certify-wasm.ts', 'utf8')).toBe(await renderScan());
});
