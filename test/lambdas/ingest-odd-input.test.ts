import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aCall, aReported, aSubmission } from '../core/judge/records.ts';
import { anIngest, FILE, messagesOf, NOON } from './an-ingest.ts';

const outside = (over = {}) => aReported('us-east-1', over);

describe('what cannot be understood', () => {
  it.each([
    ['no JSON', '{"detail":'],
    ['no envelope', '[]'],
    ['an envelope without detail', '{"source":"aws.bedrock"}'],
    ['a detail that is no object', '{"detail":"x"}'],
    ['a record that cannot be read', JSON.stringify({ detail: aCall({ awsRegion: 7 }) })],
    ['a megabyte of nothing', `{"detail":"${'x'.repeat(1_000_000)}"}`],
    ['nesting without end', `{"detail":${'['.repeat(100_000)}`],
  ])('%s is kept as it came, counted, and does not come again', async (_, body) => {
    const world = anIngest();
    const failed = await world.start()([{ id: 'bad', body }, ...messagesOf(outside())]);
    expect([...failed]).toEqual([]);
    expect(world.total('Unreadable')).toBe(1);
    expect(world.total('Outside')).toBe(1);
    const [key = ''] = world.keys('quarantine');
    const line = JSON.parse(gunzipSync(world.objects.get(key) ?? '').toString('utf8'));
    expect(line).toMatchObject({
      schema: 'quarantine/1',
      body,
      problem: expect.stringMatching(/\S/),
    });
  });

  it('a kind that nobody knows is kept and counted apart', async () => {
    const world = anIngest();
    const odd = aCall({
      eventName: 'Odd',
      requestParameters: {},
      tlsDetails: { clientProvidedHostHeader: 'bedrock-runtime.eu-central-1.amazonaws.com' },
    });
    await world.start()(messagesOf(odd));
    expect([world.total('Unrecognised'), world.total('Unreadable')]).toEqual([1, 0]);
    expect(world.keys('quarantine')).toHaveLength(1);
  });

  it('noise leaves no trace but a line in the log', async () => {
    const world = anIngest();
    await world.start()(messagesOf(aCall({ eventName: 'ListFoundationModels' })));
    expect(world.keys('evidence')).toEqual([]);
    expect(world.total('Records', { SourceRegion: 'eu-central-1' })).toBe(0);
  });
});

describe('times that CloudWatch refuses', () => {
  it.each([
    ['15 days old', '2026-10-19T12:00:00Z', NOON],
    ['three hours ahead', '2026-11-03T15:00:00Z', NOON],
    ['not readable', 'yesterday', NOON],
    ['13 days old: its own', '2026-10-21T12:00:30Z', Date.parse('2026-10-21T12:00:00Z')],
    ['an hour ahead: its own', '2026-11-03T13:00:30Z', NOON + 3_600_000],
  ])('%s', async (_, eventTime, expected) => {
    const world = anIngest();
    await world.start()(messagesOf(outside({ eventTime })));
    const routes = world.data.filter(({ name }) => name === 'Calls');
    expect(new Set(routes.map(({ timeMs }) => timeMs))).toEqual(new Set([expected]));
    expect(world.data.find(({ name }) => name === 'Outside')?.timeMs).toBe(NOON);
  });
});

describe('a hostile batch', () => {
  it('2,000 Regions that nobody knows are one series, and none is lost', async () => {
    const world = anIngest();
    const records = Array.from({ length: 2000 }, (_, index) =>
      aReported(`xx-mars-${index}`, {
        awsRegion: `yy-venus-${index}`,
        requestParameters: { modelId: `модель-${index}` },
      }),
    );
    const failed = await world.start()(messagesOf(...records));
    expect([...failed]).toEqual([]);
    expect(world.settled()).toHaveLength(2000);
    expect(new Set(world.settled().map(({ verdict }) => verdict))).toEqual(new Set(['undecided']));
    expect(world.data.length).toBeLessThan(60);
    for (const { dimensions } of world.data) {
      for (const value of Object.values(dimensions)) expect(value).toMatch(/^[\x21-\x7e]+$/);
    }
    expect(world.total('Undecided')).toBe(2000);
    expect(world.messages).toHaveLength(20);
    expect(world.messages.at(-1)?.subject).toContain('1981 more kinds of findings');
    expect(world.keys('told')).toHaveLength(2000);
  });

  it('zones with numbers without end are one route', async () => {
    const world = anIngest();
    const records = Array.from({ length: 400 }, (_, index) =>
      aReported(`eu-central-1-waw-${index}a`),
    );
    await world.start()(messagesOf(...records));
    const places = world.data.flatMap(({ dimensions }) => dimensions.InferenceRegion ?? []);
    expect(places).toEqual(['eu-central-1-waw']);
  });
});

it('says which waivers end within 14 days', async () => {
  const waiver = (id: string, until: string) => ({
    ...{ id, regions: ['us-east-1'], reason: 'r', owner: 'a', approvedBy: 'b', ticket: 'T' },
    ...{ from: '2026-10-01', until },
  });
  const waivers = [
    waiver('W-1', '2026-11-02'),
    waiver('W-2', '2026-11-10'),
    waiver('W-3', '2027-01-01'),
  ];
  const world = anIngest({}, { ...FILE, waivers });
  await world.start()(messagesOf(aCall()));
  expect(world.total('WaiversEnding')).toBe(1);
});

it('counts work whose Region no record will name, and that it may leave', async () => {
  const world = anIngest();
  await world.start()(
    messagesOf(
      aSubmission({ requestParameters: { modelId: 'global.anthropic.claude-sonnet-4-6' } }),
    ),
  );
  expect([world.total('NeverRecorded'), world.total('Exposed')]).toEqual([1, 1]);
});

it('a model of the policy with a name that CloudWatch refuses is counted as another of its provider', async () => {
  const catalog = {
    profiles: [
      {
        id: 'eu.anthropic.modèle-1',
        modelId: 'anthropic.modèle-1',
        routes: { 'eu-central-1': ['us-east-1'] },
      },
    ],
  };
  const world = anIngest({}, { ...FILE, catalog });
  await world.start()(
    messagesOf(outside({ requestParameters: { modelId: 'anthropic.modèle-1' } })),
  );
  const names = world.data.flatMap(({ dimensions }) => Object.values(dimensions));
  expect(names).toContain('anthropic.other');
  expect(names.filter((name) => !/^[\x21-\x7e ]+$/.test(name))).toEqual([]);
});
