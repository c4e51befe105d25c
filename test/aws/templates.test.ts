import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { synthesizeInto } from '../infra/synthesize.ts';
import { findPython } from './emulator/find-python.ts';

const python = await findPython();
const folder = mkdtempSync(join(tmpdir(), 'geofence-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.skipIf(python.kind === 'missing')('cfn-lint objects to nothing in the templates', () => {
  const { directory } = synthesizeInto(folder);
  const templates = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  expect(templates).toHaveLength(3);
  // W3005: CDK names the role of a function in DependsOn although a reference says the same.
  const args = ['--ignore-checks', 'W3005', '--', ...templates];
  const lint = python.kind === 'found' ? python.cfnLint : '';
  const { status, stdout, stderr } = spawnSync(lint, args, { cwd: directory, encoding: 'utf8' });
  expect(`${stdout}${stderr}`.trim()).toBe('');
  expect(status).toBe(0);
});
