import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/** docs/landing-zone.md as a reader follows it: its files, then its commands in their order. */
const folder = mkdtempSync(join(tmpdir(), 'geofence-landing-zone-'));
cpSync('samples', join(folder, 'samples'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const page = readFileSync('docs/landing-zone.md', 'utf8');
const files = [...page.matchAll(/As\s`([\w-]+\.json)`:\n\n```json\n([\s\S]*?)```/g)];
for (const [, name = '', text = ''] of files) writeFileSync(join(folder, name), text);
const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map((line) => {
    const [, command = '', exit = '0'] = /^(.*?)(?: # exit (\d))?$/.exec(line) ?? [];
    return [command, Number(exit)] as const;
  });

function run(command: string) {
  const script = command.replace('npx geofence', `node ${resolve('dist/main.mjs')}`);
  return spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
}

describe('docs/landing-zone.md', () => {
  it('has two policies and many commands', () => {
    expect(files.map(([, name]) => name)).toEqual(['region-deny.json', 'containment.json']);
    expect(commands.length).toBeGreaterThan(12);
  });

  it.each(commands)('%s: exit %i', (command, exit) => {
    const { status, stderr } = run(command);
    expect({ status, stderr: status === exit ? '' : stderr }).toEqual({ status: exit, stderr: '' });
  });

  it('the first call is refused in Paris, by name', () => {
    const [[first = ''] = []] = commands;
    expect(run(first).stdout).toContain(
      'arn:aws:bedrock:eu-west-3::foundation-model/amazon.nova-pro-v1:0',
    );
  });
});
