import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBodies } from '../bench/events.ts';
import { bringBack } from './bring-back.ts';
import { clientOf } from './emulator/client-of.ts';
import { type FaultyProxy, startFaultyProxy } from './emulator/faulty-proxy.ts';
import { findPython } from './emulator/find-python.ts';
import { routeThrough } from './route-through.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
const EVENTS = 20_000;
/** Half a minute with nothing else to do; a machine that many use takes what it takes. */
const LIMIT_MS = 1_200_000;

describe.skipIf(python.kind === 'missing')('a burst', () => {
  let watcher: Watcher;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    watcher = await deployWatcher();
    proxy = await startFaultyProxy(watcher.emulator.endpoint);
    await routeThrough(proxy.endpoint, watcher.emulator.endpoint);
    await bringBack({ endpoint: watcher.emulator.endpoint, region: HOME }, 60);
  });
  afterAll(async () => {
    await proxy?.close();
    await watcher?.stop();
  });

  it(
    'of 20,000 events is judged, and none is lost',
    async () => {
      const { endpoint } = watcher.emulator;
      const world = lookAt(endpoint);
      const client = new EventBridgeClient(clientOf({ endpoint, region: HOME }));
      const bodies = createBodies(EVENTS);
      const start = performance.now();
      const tens = Array.from({ length: EVENTS / 10 }, (_, at) =>
        bodies.slice(at * 10, at * 10 + 10),
      );
      await pMap(tens, (ten) => client.send(new PutEventsCommand({ Entries: ten.map(entryOf) })), {
        concurrency: 16,
      });
      const put = performance.now();
      await eventually(
        () => world.waiting('bedrock-geofence-calls', HOME),
        (count) => count === 0,
        LIMIT_MS,
      );
      const seconds = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
      const objects = await world.keys('evidence/');
      console.log(
        [
          `${EVENTS} events put in ${((put - start) / 1000).toFixed(1)} s, judged ${seconds(start)} s after the first`,
          `PutMetricData requests ${proxy.counts.get('monitoring POST')}, S3 PUT ${proxy.counts.get('s3 PUT')}, evidence objects ${objects.length}`,
        ].join('\n'),
      );
      expect(new Set(await world.eventIds())).toEqual(
        new Set(bodies.map((body) => JSON.parse(body).detail.eventID)),
      );
      expect(await world.sum('Records', { SourceRegion: HOME })).toBeGreaterThanOrEqual(EVENTS);
    },
    LIMIT_MS,
  );

  it('a full batch of 6 MB is one object and one request for metrics', async () => {
    const { endpoint } = watcher.emulator;
    const world = lookAt(endpoint);
    const lambda = new LambdaClient({ ...clientOf({ endpoint, region: HOME }), maxAttempts: 1 });
    const objects = (await world.keys('evidence/')).length;
    const requests = requestsForMetrics(proxy);
    const Records = createBodies(2300, 7).map((body, index) => ({
      messageId: String(index),
      body,
    }));
    const start = performance.now();
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({
        FunctionName: 'bedrock-geofence-ingest',
        Payload: Buffer.from(JSON.stringify({ Records })),
      }),
    );
    console.log(`a full batch took ${((performance.now() - start) / 1000).toFixed(2)} s`);
    expect(FunctionError).toBeUndefined();
    expect(JSON.parse(Buffer.from(Payload ?? []).toString())).toEqual({ batchItemFailures: [] });
    expect(await world.keys('evidence/')).toHaveLength(objects + 1);
    expect(requestsForMetrics(proxy)).toBe(requests + 1);
  });
});

/** What the SDK sent again, because the machine was slow to answer, is no further request. */
function requestsForMetrics({ counts, repeats }: FaultyProxy): number {
  return (counts.get('monitoring POST') ?? 0) - (repeats.get('monitoring POST') ?? 0);
}

function entryOf(body: string) {
  const event = JSON.parse(body);
  return {
    Source: event.source,
    DetailType: event['detail-type'],
    Detail: JSON.stringify(event.detail),
  };
}
