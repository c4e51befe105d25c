import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { splitRecords } from '../../../../core/scan/split-records.ts';
import { auditFiles } from '../../../cli/audit-files.ts';
import { aCall, aReported, aSubmission } from '../records.ts';

const folder = mkdtempSync(join(tmpdir(), 'geofence-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

const call = aCall();
const json = JSON.stringify;
const bytes = (text: string) => new TextEncoder().encode(text);
const envelope = {
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.bedrock',
  detail: call,
};

/** Why a file fails as a whole, whether that shows at once or while it is walked. */
function failureOf(text: string) {
  const split = splitRecords(bytes(text));
  if (split.kind === 'unreadable') return split;
  return [...split.items].find(({ kind }) => kind === 'broken') as { problem: string } | undefined;
}

describe('rule 8.1', () => {
  it.each([
    ['a CloudTrail file', json({ Records: [call, call] }), 2],
    ['no records', json({ Records: [] }), 0],
    ['a list', json([call, 7, null]), 3],
    ['an empty list', '[]', 0],
    ['one record', json(call), 1],
    ['one record, over many lines', JSON.stringify(call, null, 2), 1],
    ['an envelope', json(envelope), 1],
    ['envelopes in a list', json([envelope, envelope]), 2],
    ['JSON lines', `${json(call)}\n${json(envelope)}\n\n${json({ Records: [call, call] })}\r\n`, 4],
    ['one line and a line feed', `${json({ Records: [call] })}\n`, 1],
    ['a byte order mark', `\uFEFF${json({ Records: [call] })}`, 1],
    ['white space around', ` \n\t${json({ Records: [call] })} \n `, 1],
  ])('%s', (_, text, count) => {
    const split = splitRecords(bytes(text));
    const items = split.kind === 'records' ? [...split.items] : [];
    expect(items.map(({ kind }) => kind)).toEqual(Array(count).fill('record'));
    expect(split.kind).toBe('records');
  });

  it('takes the record out of its envelope', () => {
    const split = splitRecords(bytes(json(envelope)));
    expect(split.kind === 'records' && [...split.items]).toMatchObject([
      { record: { eventID: call.eventID } },
    ]);
  });
});

describe('rule 8.2', () => {
  it.each([
    ['the answer of a look-up', json({ Events: [call] }), /none of eventSource/],
    ['a number', '7', /neither an object nor a list/],
    [
      'an envelope without a record',
      json({ 'detail-type': 'x', detail: 'y' }),
      /whose detail is no object/,
    ],
    ['Records that are no list', json({ Records: {} }), /none of eventSource/],
    ['cut off', json({ Records: [call] }).slice(0, -3), /ends too early/],
    ['not JSON', 'eventSource: bedrock', /not JSON/],
    ['NUL bytes', `${json(call)}\u0000`, /NUL byte/],
    ['nesting without end', '['.repeat(100_000) + ']'.repeat(100_000), /deeper than 512/],
    [
      'nesting in a record',
      `{"eventID":${'{"a":'.repeat(600)}1${'}'.repeat(600)}}`,
      /deeper than 512/,
    ],
    ['white space alone', '  \n ', /ends too early/],
  ])('%s', (_, text, problem) => {
    expect(failureOf(text)?.problem).toMatch(problem);
  });

  it('not UTF-8', () => {
    expect(splitRecords(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toMatchObject({
      problem: 'not UTF-8',
    });
  });

  it('braces and quotes inside texts are no nesting', () => {
    const tricky = aCall({ userAgent: `${'{["\\'.repeat(2000)}` });
    expect(splitRecords(bytes(json({ Records: [tricky] })))).toMatchObject({ kind: 'records' });
  });

  it('of JSON lines only the bad line', () => {
    const long = json(aCall({ userAgent: 'x'.repeat(1_000_000) }));
    const text = [json(call), '{"broken', '7', json({ Events: [] }), long, json(call)].join('\n');
    const split = splitRecords(bytes(text));
    const items = split.kind === 'records' ? [...split.items] : [];
    expect(items.map(({ kind, place }) => `${place} ${kind}`)).toEqual([
      'line 1 record',
      'line 2 bad',
      'line 3 bad',
      'line 4 bad',
      'line 5 bad',
      'line 6 record',
    ]);
  });

  it('a first line that is too long is a bad line too', () => {
    const long = json(aCall({ userAgent: 'x'.repeat(1_000_000) }));
    const split = splitRecords(bytes(`${long}\n${json(call)}`));
    expect(split.kind === 'records' && [...split.items]).toMatchObject([
      { kind: 'bad' },
      { kind: 'record' },
    ]);
  });
});

describe('rule 8.3', () => {
  const inside = { Records: [call] };
  it.each([
    ['all inside', inside, 0],
    ['no calls', { Records: [] }, 0],
    ['outside', { Records: [call, aReported('us-east-1')] }, 1],
    ['undecided', { Records: [aReported(null)] }, 1],
    [
      'never recorded',
      { Records: [aSubmission({ requestParameters: { modelId: 'global.x' } })] },
      1,
    ],
    [
      'a refused submission',
      {
        Records: [
          aSubmission({ errorCode: 'AccessDenied', requestParameters: { modelId: 'global.x' } }),
        ],
      },
      0,
    ],
    ['an unreadable record', { Records: [aCall({ awsRegion: 7 })] }, 2],
    ['an unrecognised call', { Records: [aCall({ eventName: 'New', tlsDetails: null })] }, 2],
    ['2 wins over 1', { Records: [aReported('us-east-1'), aCall({ awsRegion: 7 })] }, 2],
  ])('%s', async (name, file, exit) => {
    const path = join(folder, `${name}.json.gz`);
    writeFileSync(path, gzipSync(json(file)));
    expect((await auditFiles([path], ['eu'])).exit).toBe(exit);
  });

  it('no file was looked at', async () => {
    expect((await auditFiles([mkdtempSync(join(folder, 'empty-'))], ['eu'])).exit).toBe(2);
  });
});
