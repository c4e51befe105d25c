/** Writes the sample trail, its policy and the truth planted in it. Run by `npm run samples`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSampleFiles } from './sample-files.ts';

const folder = import.meta.dirname;
rmSync(join(folder, 'trail'), { recursive: true, force: true });
let bytesWritten = 0;
for (const { path, bytes } of createSampleFiles()) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
  bytesWritten += bytes.length;
}
process.stderr.write(`samples: ${Math.round(bytesWritten / 1024)} KB written to ${folder}\n`);
