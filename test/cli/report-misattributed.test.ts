import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { report } from '../../cli/report.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { aCall } from '../core/judge/records.ts';
import { aSealer, PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { anIngest, messagesOf } from '../lambdas/an-ingest.ts';
import { at, NOW, verifyFolder, writeObjects } from './an-evidence-folder.ts';
import { aTerminal } from './audit-files.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-report-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A sealed hour in which all stayed inside, and one record came in an event of another account. */
let evidence = '';
beforeAll(async () => {
  const sealer = aSealer(at('11:10:00'));
  const ingest = anIngest();
  ingest.clock.nowMs = at('10:35:00');
  const body = JSON.stringify({ ...asEvent(aCall({ eventID: 'odd' })), account: '444455556666' });
  await ingest.start()([...messagesOf(aCall()), { id: 'odd', body }]);
  for (const [key, bytes] of ingest.objects) sealer.put(key, bytes, at('10:35:00'));
  for (const hour of ['11', '12', '13', '14', '15', '16']) {
    sealer.clock.nowMs = at(`${hour}:10:00`);
    await sealer.run();
  }
  evidence = writeObjects(root, sealer.objects);
});

async function reportOn(over: { readonly from?: string } = {}) {
  const { terminal, out } = aTerminal();
  const output = join(mkdtempSync(join(root, 'pack-')), 'pack');
  const options = { output, fingerprint: [PUBLIC_KEY.fingerprint], ...over };
  const exit = await report(evidence, options, '0.0.0', NOW, terminal);
  const text = (name: string) => readFileSync(join(output, name), 'utf8');
  return { exit, out: out(), json: JSON.parse(text('report.json')) as AuditReport, text };
}

describe('a record that came in an event of another account, in a report', () => {
  it('is no clean result: it is named, rings, and ends with 1', async () => {
    const { exit, out, json, text } = await reportOn();
    expect(exit).toBe(1);
    expect(json.totals).toMatchObject({ calls: 2, inside: 2 });
    expect(json.gaps).toMatchObject([
      {
        kind: 'misattributed',
        place: 'event odd',
        problem:
          'EventBridge stamped 444455556666 in eu-central-1, and the record names 111122223333 in eu-central-1',
      },
    ]);
    expect(json.alarms).toMatchObject([{ id: 'misattributed', severity: 'critical', count: 1 }]);
    expect(out).toContain('NOT PROVEN. Of 2 calls none is known to have run outside the fence');
    expect(out).toContain('1 record came in an event of another account or Region.');
    expect(text('report.html')).toContain('EventBridge stamped 444455556666 in eu-central-1');
  });

  it('is none of a period in which it is not', async () => {
    const { exit, json } = await reportOn({ from: '2026-11-03T12:00Z' });
    expect([exit, json.gaps]).toEqual([0, []]);
  });

  it('is judged again like every other', async () => {
    const { exit, result } = await verifyFolder(evidence);
    expect([exit, result?.flaws, result?.settled.inside]).toEqual([0, [], 2]);
  });
});
