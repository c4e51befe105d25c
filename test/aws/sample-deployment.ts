import { readFileSync } from 'node:fs';
import type { Coverage, CoverageRow } from '../../core/coverage/coverage.ts';
import { startOfHour } from '../../core/prove/clock-hour.ts';
import { closureKeyOf, renderClosure } from '../../core/prove/closure.ts';
import { readToldMarker } from '../../core/tell/read-told-marker.ts';
import { aCompact } from '../lambdas/a-compact.ts';
import { aSealer } from '../lambdas/a-sealer.ts';
import { anIngest, messagesOf } from '../lambdas/an-ingest.ts';
import { sampleEvents } from './sample-events.ts';

const DAY = '2026-11-03';
const COVERAGE: Coverage = {
  unseen: [],
  schema: 'coverage/1',
  asOf: '2026-11-03T06:00:00.000Z',
  rows: [
    ...['eu-central-1', 'eu-west-3'].map(
      (region): CoverageRow => ({
        ...{ accountId: '111122223333', name: 'prod-chat', region },
        ...{ state: 'watched', why: 'its canary was seen' },
      }),
    ),
    {
      ...{ accountId: '444455556666', name: 'research', region: 'ap-south-1' },
      ...{
        state: 'callable, not watched',
        why: 'no SCP denies a call there, and no spoke is there',
      },
    },
    {
      ...{ accountId: '444455556666', name: 'research', region: 'sa-east-1' },
      ...{ state: 'denied by SCP', why: 'geofence-research' },
    },
  ],
};

/**
 * What a deployment would hold if the sample day had happened to it: each hour judged, told and sealed in
 * its time, one group closed, and the day settled the morning after. The clock is its own, so that the
 * answers are the same each time.
 */
export async function sampleDeployment() {
  const file = JSON.parse(readFileSync('samples/geofence.json', 'utf8'));
  const ingest = anIngest({}, file);
  const sealer = aSealer(startOfHour(`${DAY}T00`));
  const run = ingest.start();
  const events = await sampleEvents();
  for (let hour = 0; hour < 24; hour += 1) {
    const text = `${DAY}T${String(hour).padStart(2, '0')}`;
    const its = events.filter(({ detail }) =>
      String((detail as { eventTime?: unknown }).eventTime).startsWith(text),
    );
    ingest.clock.nowMs = startOfHour(text) + 59 * 60_000;
    await run(messagesOf(...its.map(({ detail }) => detail)));
    for (const [key, bytes] of ingest.objects) sealer.put(key, bytes, ingest.clock.nowMs);
    sealer.clock.nowMs = startOfHour(text) + 95 * 60_000;
    await sealer.run();
  }
  const evidence = new Map([...sealer.objects].map(([key, { bytes }]) => [key, bytes] as const));
  const told = [...evidence].flatMap(([key, bytes]) =>
    key.startsWith('told/') ? (readToldMarker(bytes) ?? []) : [],
  );
  const id = told.map((marker) => marker.id).sort()[0] ?? '';
  const closed = `${DAY}T16:20:00.000Z`;
  const closure = { schema: 'closure/1', id, closes: 'group', closed } as const;
  const why = { by: 'dana@example.com', reason: 'moved to Frankfurt', ticket: 'GEO-112' };
  evidence.set(closureKeyOf(id), Buffer.from(renderClosure({ ...closure, ...why })));
  evidence.set(`coverage/v1/date=${DAY}.json`, Buffer.from(`${JSON.stringify(COVERAGE)}\n`));

  const watcher = aCompact('2026-11-04T04:20:00Z', undefined, file);
  for (const [key, bytes] of evidence) watcher.evidence.set(key, bytes);
  await watcher.run();
  return { evidence, compacted: watcher.compacted };
}
