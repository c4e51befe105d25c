import { setImmediate as soon } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tellGroups } from '../../core/tell/tell-groups.ts';
import type { IngestPorts } from '../../lambdas/ingest/ports.ts';
import { type Told, tell } from '../../lambdas/ingest/tell.ts';
import { aReported } from '../core/judge/records.ts';
import { anIngest, messagesOf, NOON } from './an-ingest.ts';

const LAMBDA_TIMEOUT_MS = 60_000;
const SNS_BYTES = 262_144;

const flood = (size: number, modelOf: (index: number) => string) =>
  Array.from({ length: size }, (_, index) =>
    aReported('us-east-1', { requestParameters: { modelId: modelOf(index) } }),
  );

describe('a flood of findings', () => {
  afterEach(() => void vi.useRealTimers());

  it('in a full batch is told within the time of the function, from a Region that is 300 ms away', async () => {
    const world = anIngest();
    const calls = await callsOf(flood(2350, (index) => `eu.anthropic.model-${index}`));
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    const start = Date.now();
    const far = <T>(value: T) =>
      new Promise<T>((resolve) => {
        setTimeout(() => resolve(value), 300);
      });
    const ports: IngestPorts = {
      store: { has: () => far(false), put: () => far(undefined) },
      publish: () => far(undefined),
      publishMetrics: () => far(undefined),
      log: () => undefined,
      now: () => NOON,
    };
    let told: Told | null = null;
    const telling = tell(tellGroups(calls, NOON), world.settings, ports, NOON).then((all) => {
      told = all;
    });
    while (told === null) {
      await soon();
      await vi.advanceTimersToNextTimerAsync();
    }
    await telling;
    expect(told).toMatchObject({ messages: 20, failed: [] });
    expect(Date.now() - start).toBeLessThanOrEqual(LAMBDA_TIMEOUT_MS / 2 + 5000);
  });

  it('fits into a message of SNS, whatever its models are called', async () => {
    const world = anIngest();
    await world.start()(messagesOf(...flood(400, (index) => `${'模'.repeat(2000)}${index}`)));
    expect(world.messages).toHaveLength(20);
    for (const { body } of world.messages) {
      expect(Buffer.byteLength(body)).toBeLessThan(SNS_BYTES - 1000);
    }
  });

  it('whose summary failed does not count it as sent', async () => {
    const world = anIngest({ publish: (call) => (call === 19 ? 'before' : null) });
    await world.start()(messagesOf(...flood(40, (index) => `eu.anthropic.model-${index}`)));
    expect(world.messages).toHaveLength(19);
    expect(world.total('Told')).toBe(19);
  });
});

async function callsOf(records: readonly object[]) {
  const world = anIngest();
  await world.start()(messagesOf(...records));
  return world.settled();
}
