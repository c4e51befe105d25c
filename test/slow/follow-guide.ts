import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const TOOLS = ['openssl', 'sha256sum', 'gzip', 'jq', 'timeout'];
const missing = TOOLS.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);

export const canFollow = missing.length === 0;
if (!canFollow) console.warn(`VERIFY.md: skipped, because ${missing.join(', ')} is not here`);

/** What takes longer was made to, by what it reads. */
const MOST_SECONDS = 120;

/** Does what VERIFY.md of a pack says: every block, one after the other, in one shell. */
export function followGuide(pack: string) {
  const guide = readFileSync(join(pack, 'VERIFY.md'), 'utf8');
  const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  const { status, stdout, stderr } = spawnSync('timeout', [String(MOST_SECONDS), 'sh'], {
    cwd: pack,
    input: blocks.join('\n'),
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    maxBuffer: 1 << 28,
  });
  const found = [...stdout.matchAll(/^outside: request (\S+), made in (\S+), ran in (\S+)$/gm)];
  const outside = found.map(([, ...said]) => said.join(' ')).sort();
  return { blocks: blocks.length, status, stdout, stderr, outside };
}
