import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Context } from '../../infra/context.ts';
import { ORGANIZATION, SPOKE } from '../infra/an-organization.ts';
import { synthesizeInto } from '../infra/synthesize.ts';
import { findPython } from './emulator/find-python.ts';

const python = await findPython();
const folder = mkdtempSync(join(tmpdir(), 'geofence-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(python.kind === 'missing')('cfn-lint objects to nothing', () => {
  it.each<readonly [string, Context, number]>([
    ['in one account', {}, 3],
    ['in an organization, its hub, its StackSet and its spokes', ORGANIZATION, 6],
  ])('%s', (_, context, count) => {
    const { directory } = synthesizeInto(mkdtempSync(join(folder, 'synth-')), context);
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    const templates = files.filter((file) => file.endsWith('.template.json'));
    expect(templates).toHaveLength(count);
    lint(directory, templates);
  });

  it('in the spoke that others roll out', () => {
    writeFileSync(join(folder, 'spoke.template.json'), JSON.stringify(SPOKE));
    lint(folder, ['spoke.template.json']);
  });
});

function lint(cwd: string, templates: readonly string[]) {
  // W3005: CDK names the role of a function in DependsOn although a reference says the same.
  const args = ['--ignore-checks', 'W3005', '--', ...templates];
  const program = python.kind === 'found' ? python.cfnLint : '';
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  expect(`${stdout}${stderr}`.trim()).toBe('');
  expect(status).toBe(0);
}
