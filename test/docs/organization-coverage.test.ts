import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { coverage } from '../../cli/coverage.ts';
import { COVERAGE_STATES } from '../../core/coverage/coverage.ts';
import { aTerminal } from '../cli/audit-files.ts';

const page = readFileSync('docs/organization-coverage.md', 'utf8');

it('docs/organization-coverage.md: the command of the sample ends as is shown', async () => {
  const [, command = ''] = /```sh\nnpx geofence coverage (.+)\n```/.exec(page) ?? [];
  const [, shown = ''] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
  const [, organization, policy] = /^--organization (\S+) --policy (\S+)$/.exec(command) ?? [];
  if (organization === undefined || policy === undefined) throw new Error(`no command: ${command}`);
  const { terminal, out } = aTerminal();
  const options = { organization, policy, allow: [], prefix: 'bedrock-geofence' } as const;
  expect(await coverage({ ...options, format: 'text' }, 0, terminal)).toBe(2);
  expect(out().endsWith(shown)).toBe(true);
});

it('it has a row for each state, the one that leads first', () => {
  const rows = [...page.matchAll(/^\| ([a-zA-Z, ]+) \| .+ \| .* \|$/gm)].map(([, name]) => name);
  expect(rows.filter((name) => COVERAGE_STATES.some((each) => each === name))).toEqual([
    ...COVERAGE_STATES,
  ]);
});
