import { describe, expect, it } from 'vitest';
import { createAloneJudge } from '../../../core/judge/judge-alone.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import { createCanariesSeen } from '../../../core/prove/canaries-seen.ts';
import { createEvidenceWriter } from '../../../core/prove/evidence-line.ts';
import { missingCanaries, untoldCanaries } from '../../../core/prove/missing-canaries.ts';
import { readEvidenceLine } from '../../../core/prove/read-evidence-line.ts';
import type { WatchedHour } from '../../../core/prove/watched-hour.ts';
import { aFence } from '../judge/judge-records.ts';
import { aCall, type RecordJson } from '../judge/records.ts';

const HOUR = '2026-11-03T10';
const policy = aFence('eu');
const judge = createAloneJudge(policy);
const write = createEvidenceWriter('ab'.repeat(32), '1.2.3');

/** The refused call of the canary of an account. */
function aCanary(accountId: string, over: RecordJson = {}): RecordJson {
  return aCall({
    errorCode: 'AccessDenied',
    recipientAccountId: accountId,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${accountId}:assumed-role/bedrock-geofence-canary-eu-central-1/session`,
      accountId,
    },
    ...over,
  });
}

function seenIn(records: readonly RecordJson[], more: object = {}) {
  const seen = createCanariesSeen(HOUR, policy.canaryRole);
  for (const record of records) {
    const reading = readRecord(record);
    if (!('line' in reading)) throw new Error('expected a call');
    seen.add(readEvidenceLine({ ...JSON.parse(write(judge(reading.line))), ...more }));
  }
  return seen.places();
}

const A = '111122223333';
const B = '444455556666';

describe('canaries that came in an hour', () => {
  it('are those of each account and source Region, once', () => {
    expect(
      seenIn([aCanary(A), aCanary(A), aCanary(B), aCanary(A, { awsRegion: 'eu-west-1' })]),
    ).toEqual([
      { accountId: A, region: 'eu-central-1' },
      { accountId: B, region: 'eu-central-1' },
      { accountId: A, region: 'eu-west-1' },
    ]);
  });

  it.each([
    ['09:55:00Z', 1],
    ['09:54:59Z', 0],
    ['11:04:59Z', 1],
    ['11:05:00Z', 0],
  ])('at %s: %i', (time, count) => {
    expect(seenIn([aCanary(A, { eventTime: `2026-11-03T${time}` })])).toHaveLength(count);
  });

  it.each([
    ['a call of another role', aCall({ errorCode: 'AccessDenied' })],
    ['a canary that ran', aCanary(A, { errorCode: undefined })],
    ['a canary without a time', aCanary(A, { eventTime: 'soon' })],
    [
      'a canary of nobody',
      aCanary(A, { recipientAccountId: undefined, userIdentity: { type: 'AssumedRole' } }),
    ],
  ])('%s is none', (_, record) => {
    expect(seenIn([record])).toEqual([]);
  });

  it('one whose event was stamped with another account proves no way', () => {
    const origin = { account: B, region: 'eu-central-1' };
    const misattributed = { stamped: origin, named: { ...origin, account: A } };
    expect(seenIn([aCanary(A)], { misattributed })).toEqual([]);
  });
});

it('one that was added from the trail proves none either', () => {
  const reconciled = { file: 'log.json.gz', sha256: 'cd'.repeat(32) };
  expect(seenIn([aCanary(A)], { reconciled })).toEqual([]);
});

describe('canaries that an hour lacks', () => {
  const place = { accountId: A, region: 'eu-central-1' };
  const watched = (
    hour: string,
    came: boolean,
    missing: WatchedHour['missing'] = [],
  ): WatchedHour => ({
    ...({ schema: 'watched/1', hour, missing, compared: [], quiet: {}, notCompared: [] } as const),
    canaries: came ? { 'eu-central-1': [A] } : {},
    leftOut: 0,
  });

  it.each([
    ['it came', [place], [watched('2026-11-03T08', true), watched('2026-11-03T09', false)], []],
    ['it came the hour before', [], [watched('2026-11-03T09', true)], []],
    [
      'it came two hours before, and not since',
      [],
      [watched('2026-11-03T09', false), watched('2026-11-03T08', true)],
      [{ ...place, last: '2026-11-03T08' }],
    ],
    [
      'it came, and nobody looked since',
      [],
      [watched('2026-11-03T07', true), watched('2026-11-03T06', true)],
      [{ ...place, last: '2026-11-03T07' }],
    ],
    ['it never came', [], [watched('2026-11-03T09', false)], []],
  ])('%s', (_, seen, before, missing) => {
    expect(missingCanaries(HOUR, seen, before)).toEqual(missing);
  });

  it('are told once a day', () => {
    const missing = [{ ...place, last: '2026-11-03T08' }];
    expect(untoldCanaries(HOUR, missing, [watched('2026-11-03T09', false)])).toEqual(missing);
    expect(untoldCanaries(HOUR, missing, [watched('2026-11-03T09', false, missing)])).toEqual([]);
    expect(untoldCanaries(HOUR, missing, [watched('2026-11-02T23', false, missing)])).toEqual(
      missing,
    );
  });
});
