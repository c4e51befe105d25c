import { expect, it } from 'vitest';
import { audit } from '../../cli/audit.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../cli/export-report.ts';
import { aTerminal } from './audit-files.ts';

const run = async (format: ExportFormat, hub?: string) => {
  const { terminal, out, err } = aTerminal();
  const options = { allow: [], policy: 'samples/geofence.json', format };
  const asked = hub === undefined ? options : { ...options, hub };
  return { exit: await audit(['samples/trail'], asked, '0.0.0', terminal), out, err };
};

it.each(EXPORT_FORMATS)('prints %s, and the answer beside it', async (format) => {
  const { exit, out, err } = await run(format, '111122223333/eu-central-1');
  expect(exit).toBe(2);
  expect(out().length).toBeGreaterThan(1000);
  expect(err()).toMatch(/^NO\. /m);
  expect(err().includes('of other accounts')).toBe(format === 'asff');
});

it.each([
  [undefined, 'It was not given'],
  ['', 'Found ""'],
  ['111122223333', 'Found "111122223333"'],
  ['111122223333/eu-central-9', 'eu-central-9'],
  ['1/eu-central-1', 'Found'],
  ['111122223333/eu-central-1/x', 'Found'],
])('asff for hub %j: says what is missing and reads nothing', async (hub, found) => {
  const { exit, out, err } = await run('asff', hub);
  expect([exit, out()]).toEqual([2, '']);
  expect(err()).toContain(found);
  expect(err()).toContain('For example --hub 111122223333/eu-central-1.');
});
