import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

/** Every geofence command of the README and of docs/watching.md that needs no account, as printed, in a folder with the samples and nothing else. */
const folder = mkdtempSync(join(tmpdir(), 'geofence-readme-'));
cpSync('samples', join(folder, 'samples'), { recursive: true });
for (const name of ['dist', 'docs', 'package.json', 'node_modules'])
  symlinkSync(resolve(name), join(folder, name));
afterAll(() => rmSync(folder, { recursive: true }));

const readme = readFileSync('README.md', 'utf8');
const watching = readFileSync('docs/watching.md', 'utf8');
const blocks = [...`${readme}\n${watching}`.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(
  ([, block]) => (block ?? '').trim().split('\n'),
);
const commands = blocks.filter((line) => line.startsWith('npx geofence'));

it('has commands', () => expect(commands.length).toBeGreaterThanOrEqual(3));

it.each(commands)('%s', (command) => {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', command.replace('npx geofence', `node ${resolve('dist/main.mjs')}`)],
    { cwd: folder, encoding: 'utf8' },
  );
  expect(stderr).not.toMatch(/geofence (audit|init|replay|diff|explain): /);
  expect([0, 1, 2]).toContain(status);
});

it('the policy that it shows is one', () => {
  const [, policy] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
  const script = `cat > shown.json && node ${resolve('dist/main.mjs')} audit samples/trail --policy shown.json --format json`;
  const { stdout } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    input: policy,
  });
  expect(JSON.parse(stdout).policy.fences).toHaveLength(1);
});
