import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createInterner } from '../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import { measureBatch } from '../../core/measure/measure-batch.ts';
import type { Datum } from '../../core/measure/series.ts';
import { createSeriesCap } from '../../core/measure/series-cap.ts';
import { judgeBatch } from '../../core/watch/judge-batch.ts';
import { aCall, aReported, type RecordJson } from '../core/judge/records.ts';
import { anIngest, NOON } from './an-ingest.ts';

const { policy } = anIngest();
const REGIONS = Object.keys(policy.regions);
const PLACES = [...REGIONS, ...Object.keys(policy.zones)];

/** What one process of ingest in a source Region publishes of some records. */
function measure(
  records: readonly RecordJson[],
  region: string,
  cap = createSeriesCap(),
): readonly Datum[] {
  const intern = createInterner();
  const readings = records.map((record) => {
    const reading = readRecord(record);
    return 'line' in reading ? { ...reading, line: intern(reading.line) } : reading;
  });
  const batch = judgeBatch(readings, createAloneJudge(policy), policy);
  const beside = { region, unreadable: 1, unrecognised: 1, misattributed: 1, told: 1 };
  return measureBatch({ ...batch, ...beside }, policy, cap, NOON);
}

function nameOf({ name, dimensions }: Datum): string {
  return `${name} ${JSON.stringify(dimensions)}`;
}

/** A day of one account: calls and refusals of a role of its own, from a Region. */
function aDayOf(account: number, awsRegion: string): readonly RecordJson[] {
  const id = String(100_000_000_000 + account);
  const userIdentity = {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${id}:assumed-role/App-${account}/session`,
    accountId: id,
  };
  const over = { recipientAccountId: id, awsRegion, userIdentity };
  return [
    aCall(over),
    aReported('eu-west-1', over),
    aReported('us-east-1', over),
    aCall({ ...over, errorCode: 'AccessDenied' }),
  ];
}

const SOURCES = REGIONS.slice(0, process.env.DEEP ? 17 : 1);

describe('series at the size of an organization', () => {
  it('1,000 accounts, each with roles of its own, have the series of one', () => {
    const ofOne = new Set<string>();
    const ofAll = new Set<string>();
    for (const source of SOURCES) {
      const days = Array.from({ length: 1000 }, (_, account) => aDayOf(account, source));
      for (const each of measure(days[0] ?? [], source)) ofOne.add(nameOf(each));
      for (const each of measure(days.flat(), source)) ofAll.add(nameOf(each));
    }
    expect([...ofAll].sort()).toEqual([...ofOne].sort());
  });

  /** In each place that is known, and in "other", four verdicts; where nobody knows; where nothing ran. */
  const most = 4 * (PLACES.length + 1) + 2;

  it('whatever many processes of all Regions are sent, their routes are no more than the page says', () => {
    const seen = new Map<string, Datum['dimensions']>();
    const places = PLACES.flatMap((place) =>
      Object.hasOwn(policy.zones, place) ? [`${place}-1a`, `${place}-77b`] : [place],
    );
    for (const region of SOURCES) {
      for (const awsRegion of [region, 'us-east-1', 'yy-venus-1', 'yy-venus-2']) {
        const records = [...places, 'xx-mars-1', 'xx-mars-2'].map((place) =>
          aReported(place, { awsRegion }),
        );
        // Each process forgets what the one before it admitted.
        for (let from = 0; from < records.length; from += 40) {
          const data = measure(records.slice(from, from + 40), region);
          const routes = data.filter(({ dimensions }) => dimensions.InferenceRegion !== undefined);
          for (const each of routes) seen.set(nameOf(each), each.dimensions);
        }
      }
    }
    const routes = [...seen.values()];
    expect(new Set(routes.map((route) => route.SourceRegion))).toEqual(
      new Set([...SOURCES, 'other']),
    );
    expect(new Set(routes.map((route) => route.InferenceRegion))).toEqual(
      new Set([...PLACES, 'unknown']),
    );
    expect(routes.length).toBeLessThanOrEqual((SOURCES.length + 1) * most);
    const page = readFileSync('docs/metrics.md', 'utf8');
    expect(page).toContain(`at most ${most} routes for each source Region`);
    expect(page).toContain(`at most ${(18 * most).toLocaleString('en-GB')} for 17 of them`);
  });

  it('routes beyond the cap of a process are "other", and none is lost', () => {
    const records = REGIONS.map((region) => aReported(region));
    const data = measure(records, 'eu-central-1', createSeriesCap(10));
    const routes = data.filter(({ dimensions }) => dimensions.InferenceRegion !== undefined);
    const sum = (some: readonly Datum[]) =>
      some.reduce((all, { counts }) => all + (counts[0] ?? 0), 0);
    expect(new Set(routes.map(nameOf)).size).toBeLessThanOrEqual(10 + 2);
    expect(sum(routes)).toBe(REGIONS.length);
    expect(sum(data.filter(({ name }) => name === 'SeriesOverflow'))).toBe(REGIONS.length - 10);
  });
});
