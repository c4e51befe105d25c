import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** What a function of 512 MB leaves to the heap of V8, at most. */
const HEAP = '--max-old-space-size=384';

it('a worker reads files of 50 MB in less than its 512 MB', () => {
  const args = ['tsx', 'test/bench/map-files.ts', '3'];
  const env = { ...process.env, NODE_OPTIONS: HEAP };
  const { status, stdout, stderr } = spawnSync('npx', args, { encoding: 'utf8', env });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { files, lines, unseen, mostMegabytes } = JSON.parse(stdout) as Record<string, number>;
  expect({ files, unseen }).toEqual({ files: 3, unseen: 0 });
  expect(lines).toBeGreaterThan(60_000);
  expect(mostMegabytes).toBeLessThan(512);
});
