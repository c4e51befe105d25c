import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { settledLineSchema } from '../../core/questions/settled-line.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import policyFile from '../../samples/geofence.json' with { type: 'json' };
import { sampleEvents } from '../aws/sample-events.ts';
import {
  aCall,
  aCompletion,
  aCorrection,
  aReported,
  aStream,
  type RecordJson,
} from '../core/judge/records.ts';
import { aCompact } from './a-compact.ts';

const MORNING = '2026-11-04T04:20:00Z';

describe('the sample day, settled into one object', async () => {
  const watcher = aCompact(MORNING, undefined, policyFile);
  const byHour = new Map<string, RecordJson[]>();
  for (const { detail } of await sampleEvents()) {
    const record = detail as RecordJson;
    const hour = String(record.eventTime).slice(0, 13);
    const its = hour.startsWith('2026-11-03T') ? hour : '2026-11-03T12';
    byHour.set(its, [...(byHour.get(its) ?? []), record]);
  }
  for (const [hour, records] of byHour) await watcher.write(hour, ...records);
  await watcher.run();
  const lines = watcher.settled();

  it('counts what the audit of its logs counts', () => {
    const expected: AuditReport = JSON.parse(readFileSync('samples/expected.json', 'utf8'));
    const calls = lines.filter(({ reading }) => reading === 'call');
    const of = (verdict: string) => calls.filter((line) => line.verdict === verdict).length;
    const { files, unreadableFiles, records, unreadableRecords, unrecognised, ...totals } =
      expected.totals;
    expect({
      calls: calls.length,
      inside: of('inside'),
      waived: of('waived'),
      outside: of('outside'),
      undecided: of('undecided'),
      notServed: of('not-served'),
      exposed: lines.filter(({ exposed }) => exposed).length,
      unresolved: lines.filter(({ unresolved }) => unresolved).length,
      submissions: lines.length - calls.length,
      completions: calls.filter(({ hasCompletion }) => hasCompletion).length,
      openStreams: calls.filter(({ openStream }) => openStream).length,
      duplicates: lines.reduce((sum, { duplicates }) => sum + duplicates, 0),
    }).toEqual(totals);
    expect(
      lines
        .filter(({ verdict }) => verdict === 'outside' || verdict === 'undecided')
        .map(({ eventId }) => eventId)
        .sort(),
    ).toEqual(expected.findings.map(({ eventId }) => eventId).sort());
  });

  it('every line has every field of its schema, and no other', () => {
    for (const line of lines) {
      expect(v.safeParse(settledLineSchema, line).issues).toBeUndefined();
    }
  });

  it('every line leads back to objects of evidence that hold its records', () => {
    for (const { objects, eventId } of lines) {
      const texts = objects.map((key) => gunzipSync(watcher.evidence.get(key) ?? '').toString());
      expect(texts.some((text) => text.includes(String(eventId)))).toBe(true);
    }
  });

  it('says what the day was settled from', () => {
    expect(watcher.days()).toEqual([
      expect.objectContaining({
        ...{ day: '2026-11-03', calls: 351, submissions: 5, made: '2026-11-04T04:20:00.000Z' },
        ...{ unreadable: 0, unjudged: 0, apart: 0, unread: 0 },
      }),
    ]);
    expect(watcher.days()[0]?.objects).toHaveLength(byHour.size);
  });
});

describe('evidence of a day that came', () => {
  it('after the day was settled: the day is settled again, and nothing counts twice', async () => {
    const watcher = aCompact(MORNING);
    const call = aCall();
    await watcher.write('2026-11-03T10', call);
    await watcher.run();
    watcher.clock.nowMs += 86_400_000;
    const late = aReported('us-east-1', { eventTime: '2026-11-03T11:00:00Z' });
    await watcher.write('2026-11-05T03', late, call);
    await watcher.run();
    expect(watcher.settled().map(({ verdict, duplicates }) => [verdict, duplicates])).toEqual(
      expect.arrayContaining([
        ['inside', 1],
        ['outside', 0],
      ]),
    );
    expect(watcher.settled()).toHaveLength(2);
    expect(watcher.days().map(({ day }) => day)).toEqual(['2026-11-03']);
  });

  it('weeks later: found by what was written, and its day is settled again', async () => {
    const watcher = aCompact(MORNING);
    await watcher.write('2026-11-03T10', aCall());
    await watcher.run();
    watcher.clock.nowMs = Date.parse('2026-11-19T04:20:00Z');
    await watcher.write('2026-11-18T10', aCall());
    await watcher.run();
    expect(watcher.settled('2026-11-03')).toHaveLength(2);
  });

  it('weeks later: its other lines are found though what was remembered of them is damaged', async () => {
    const watcher = aCompact(MORNING);
    await watcher.write('2026-11-03T10', aCall());
    await watcher.run();
    watcher.compacted.set('object-facts/v1/date=2026-11-03.json.gz', Buffer.from('no gzip'));
    watcher.clock.nowMs = Date.parse('2026-11-19T04:20:00Z');
    await watcher.write('2026-11-18T10', aCall({ requestID: 'late', eventID: 'late' }));
    // As if the days between had been looked at: only what came late is new.
    watcher.compacted.set(
      'object-facts/v1/date=2026-11-17.json.gz',
      gzipSync('{"schema":"objects/1","objects":[]}'),
    );
    await watcher.run();
    expect(watcher.settled('2026-11-03')).toHaveLength(2);
  });

  it('before midnight and after it: a stream is of the day on which it began', async () => {
    const watcher = aCompact('2026-11-05T04:20:00Z');
    const stream = aStream({ eventTime: '2026-11-03T23:59:58Z' });
    const end = aCompletion(stream, 'us-east-1', { eventTime: '2026-11-04T00:10:00Z' });
    await watcher.write('2026-11-03T23', stream);
    await watcher.write('2026-11-04T00', end, aCall({ eventTime: '2026-11-04T00:11:00Z' }));
    await watcher.run();
    expect(watcher.settled('2026-11-03')).toMatchObject([
      { verdict: 'outside', basis: 'completion', hasCompletion: true },
    ]);
    expect(watcher.settled('2026-11-04')).toMatchObject([{ verdict: 'inside' }]);
  });

  it('after days without any: what an application profile copies is still known', async () => {
    const watcher = aCompact('2026-11-09T04:20:00Z');
    const arn =
      'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1b2c3d4e5f6';
    const creation = {
      ...aCall({ eventID: 'made', requestID: 'made' }),
      eventName: 'CreateInferenceProfile',
      requestParameters: {
        modelSource: {
          copyFrom:
            'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
        },
      },
      responseElements: { inferenceProfileArn: arn },
    };
    await watcher.write('2026-11-03T10', creation, aCall());
    const requestParameters = { modelId: arn };
    await watcher.write(
      '2026-11-07T10',
      aCall({ eventTime: '2026-11-07T10:00:00Z', requestParameters }),
    );
    await watcher.run();
    expect(watcher.settled('2026-11-07')).toMatchObject([{ unresolved: false }]);
  });

  it('today waits until it is over', async () => {
    const watcher = aCompact('2026-11-03T12:00:00Z');
    await watcher.write('2026-11-03T10', aCall());
    await watcher.run();
    expect(watcher.settled()).toEqual([]);
    watcher.clock.nowMs = Date.parse(MORNING);
    await watcher.run();
    expect(watcher.settled()).toHaveLength(1);
  });

  it.each(['yesterday', null, '2999-01-01T00:00:00Z', '1999-01-01T00:00:00Z'])(
    'at a time that cannot be (%s): it counts in the hour of writing, where somebody looks',
    async (eventTime) => {
      const watcher = aCompact(MORNING);
      await watcher.write('2026-11-03T10', aCall({ eventTime }));
      await watcher.run();
      expect(watcher.settled('2026-11-03')).toHaveLength(1);
    },
  );

  it('is corrected by what came days later', async () => {
    const watcher = aCompact('2026-11-07T04:20:00Z');
    const ids = { eventID: 'original' };
    await watcher.write('2026-11-03T10', aReported('us-east-1', ids));
    await watcher.write('2026-11-06T10', aCorrection(aReported('eu-west-1', ids)));
    await watcher.run();
    expect(watcher.settled()).toMatchObject([{ verdict: 'inside', duplicates: 1 }]);
    expect(watcher.days()).toMatchObject([{ apart: 0 }]);
  });

  it('a correction whose original is of another day is counted as such', async () => {
    const watcher = aCompact(MORNING);
    await watcher.write('2026-11-03T10', aCorrection(aCall({ eventID: 'elsewhere' })));
    await watcher.run();
    expect(watcher.days()).toMatchObject([{ apart: 1, calls: 1 }]);
  });
});
