import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { report } from '../../cli/report.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { runHourly } from '../../lambdas/seal/hourly.ts';
import { aCall } from '../core/judge/records.ts';
import { PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { anHour } from '../lambdas/an-hour.ts';
import { keysBelow, verifyFolder, writeObjects } from './an-evidence-folder.ts';
import { aTerminal } from './audit-files.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-report-'));
afterAll(() => rmSync(root, { recursive: true }));
const NOW = Date.parse('2026-11-03T11:35:00Z');
const OTHER = '444455556666';

/** A sealed hour of an organization, in which Bedrock counted three calls of an account. */
async function anOrganization(seen: number) {
  const hour = anHour(NOW);
  hour.keep('2026-11-03T09', aCall({ eventTime: '2026-11-03T09:30:00Z' }));
  const calls = Array.from({ length: seen }, () => aCall({ recipientAccountId: OTHER }));
  hour.keep('2026-11-03T10', aCall(), ...calls);
  hour.invocations.set(`${OTHER} eu-central-1`, 3);
  hour.invocations.set('111122223333 eu-central-1', Object.assign(new Error(), { name: 'Denied' }));
  await runHourly({ ...hour.settings, topology: 'organization' }, hour.ports);
  return writeObjects(root, hour.objects);
}

async function reportOn(evidence: string) {
  const { terminal, out } = aTerminal();
  const output = join(mkdtempSync(join(root, 'pack-')), 'pack');
  const options = { output, fingerprint: [PUBLIC_KEY.fingerprint] };
  const exit = await report(evidence, options, '0.0.0', NOW, terminal);
  const text = (name: string) => readFileSync(join(output, name), 'utf8');
  return { exit, out: out(), json: JSON.parse(text('report.json')) as AuditReport, text, output };
}

it('calls that Bedrock counted and nobody saw are no clean result', async () => {
  const evidence = await anOrganization(1);
  const { exit, out, json, text, output } = await reportOn(evidence);
  expect(exit).toBe(2);
  expect(out).toContain('1 account and Region had calls that Bedrock counted and nobody saw');
  expect(json.gaps).toMatchObject([
    {
      kind: 'unseen',
      problem: '2 calls that Bedrock counted are in no evidence: 444455556666 in eu-central-1',
    },
  ]);
  expect(text('evidence.html')).toContain('Accounts and Regions that were not seen in full');
  expect(text('evidence.html')).toContain('<td>Denied</td>');
  expect(keysBelow(output)).toContain('watched/v1/date=2026-11-03/hour=10.json');
  const { exit: verified, result } = await verifyFolder(evidence, {}, NOW);
  expect([verified, result?.flaws]).toEqual([0, []]);
});

it('an hour that could not be compared is shown, and decides nothing', async () => {
  const { exit, json, text } = await reportOn(await anOrganization(3));
  expect([exit, json.gaps]).toEqual([0, []]);
  expect(text('evidence.html')).toContain('<td>Denied</td>');
});
