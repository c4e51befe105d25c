import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { report } from '../../cli/report.ts';
import type { CoverageState } from '../../core/coverage/coverage.ts';
import { aReported } from '../core/judge/records.ts';
import { aSealer, PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { anIngest, messagesOf } from '../lambdas/an-ingest.ts';
import { at, writeObjects } from './an-evidence-folder.ts';
import { aTerminal } from './audit-files.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-report-coverage-'));
afterAll(() => rmSync(root, { recursive: true }));

const row = (state: CoverageState) => ({
  ...{ accountId: '111122223333', name: 'prod-chat', region: 'eu-west-1', state, why: 'so' },
});
const coverageOf = (day: string, ...states: readonly CoverageState[]) =>
  JSON.stringify({
    ...{ schema: 'coverage/1', asOf: `${day}T10:20:00.000Z`, unseen: [] },
    rows: states.map(row),
  });

/** A sealed hour of a call inside, and what was kept of coverage. */
async function reportOn(kept: Readonly<Record<string, string>>, over = {}) {
  const sealer = aSealer(at('11:10:00'));
  const ingest = anIngest();
  ingest.clock.nowMs = at('10:01:00');
  await ingest.start()(messagesOf(aReported('eu-west-1')));
  for (const [key, bytes] of ingest.objects) sealer.put(key, bytes, at('10:01:00'));
  for (const [day, text] of Object.entries(kept)) {
    sealer.put(`coverage/v1/date=${day}.json`, Buffer.from(text), at('10:20:00'));
  }
  await sealer.run();
  const where = writeObjects(root, sealer.objects);
  const { terminal, out } = aTerminal();
  const output = join(mkdtempSync(join(root, 'pack-')), 'pack');
  const options = { output, fingerprint: [PUBLIC_KEY.fingerprint], ...over };
  const exit = await report(where, options, '0.0.0', at('11:20:00'), terminal);
  return { exit, out: out(), page: readFileSync(join(output, 'evidence.html'), 'utf8') };
}

it('says that nobody looked where there is none', async () => {
  const { exit, out, page } = await reportOn({});
  expect([exit, out.split('\n').length]).toEqual([0, 3]);
  expect(page).toContain('Nobody looked which accounts are watched.');
});

it.each<readonly [number, CoverageState, string]>([
  [0, 'watched', 'Yes: of 1 account-Region none can call Bedrock and is not watched.'],
  [1, 'callable, not watched', 'No: 1 of 1 account-Region can call Bedrock and is not watched.'],
  [2, 'unknown', 'Not known: of 1 of 1 account-Region nobody can say.'],
])('ends with %i where an account is %s', async (status, state, says) => {
  const { exit, out, page } = await reportOn({ '2026-11-03': coverageOf('2026-11-03', state) });
  expect(exit).toBe(status);
  expect(out).toContain(`${says}\n`);
  expect(page).toContain(says);
});

it('takes the newest of the period', async () => {
  const kept = {
    '2026-11-02': coverageOf('2026-11-02', 'callable, not watched'),
    '2026-11-03': coverageOf('2026-11-03', 'watched'),
  };
  expect((await reportOn(kept)).exit).toBe(0);
  const before = await reportOn(kept, { from: '2026-11-01', until: '2026-11-02' });
  expect(before.out).toContain('No: 1 of 1');
  expect(before.page).toContain('As of 2026-11-02T10:20Z');
});

it('what is no coverage was not looked at', async () => {
  const { exit, page } = await reportOn({ '2026-11-03': '{"schema":"coverage/1"}' });
  expect(exit).toBe(2);
  expect(page).toContain('it is no coverage');
});
