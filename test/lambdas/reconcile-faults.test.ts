import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeHours } from '../../lambdas/seal/close-hours.ts';
import { judgeCalls } from '../core/judge/judge-records.ts';
import { aCall, aCompletion, aReported, aStream } from '../core/judge/records.ts';
import { aReconcile, type Effect, NIGHT } from './a-reconcile.ts';
import { anHour } from './an-hour.ts';
import type { Fault } from './an-ingest.ts';

type World = ReturnType<typeof aReconcile>;

const stream = aStream({ requestParameters: { modelId: 'global.anthropic.claude-sonnet-4-6' } });
const RECORDS = [
  aCall(),
  aReported('us-east-1'),
  aReported('us-west-2', { awsRegion: 'eu-west-1' }),
  stream,
  aCompletion(stream, 'us-east-2'),
];

/** A trail of which live saw the first call and the stream without its end. */
async function withFaults(faults: (effect: Effect, key: string, call: number) => Fault) {
  let on = true;
  const world = aReconcile((effect, key, call) => (on ? faults(effect, key, call) : null));
  await world.live(RECORDS[0] ?? {}, stream);
  world.deliver('20261103T1040', ...RECORDS);
  const failed = await world.run().then(
    () => false,
    () => true,
  );
  on = false;
  await world.run();
  await closeNextHour(world);
  return { world, failed };
}

/** What the hourly run does an hour later: it tells what was written and nobody was told of. */
async function closeNextHour(world: World): Promise<void> {
  world.clock.nowMs = NIGHT + 2 * 3_600_000;
  const { settings, ports } = anHour(world.clock.nowMs);
  await closeHours(
    { ...settings, tell: world.settings.tell },
    { ...ports, ...world.ports, ...world.ports.evidence },
  );
}

/** What must be so after the rerun, whatever failed before. */
function expectAll(world: World): void {
  const answer = ({ key, verdict, inferenceRegion, basis }: ReturnType<World['settled']>[number]) =>
    `${key} ${verdict} ${inferenceRegion} ${basis}`;
  expect(world.settled().map(answer).sort()).toEqual(
    judgeCalls(RECORDS, world.settings.policy.policy).map(answer).sort(),
  );
  const told = world.messages.map(({ subject }) => subject).join('\n');
  for (const region of ['Virginia', 'Oregon', 'Ohio']) expect(told).toContain(region);
}

describe('after a rerun evidence is complete, nothing counts twice, and somebody was told', () => {
  it.each<[string, Effect, RegExp]>([
    ['the policy', 'put', /^policies/],
    ['evidence', 'put', /^evidence.*reconciled-eu-central-1/],
    ['evidence of another Region', 'put', /^evidence.*reconciled-eu-west-1/],
    ['the look for a marker', 'has', /^told/],
    ['the message', 'publish', /^$/],
    ['the marker', 'put', /^told/],
    ['the metrics', 'metrics', /^$/],
  ])('%s fails', async (_, effect, key) => {
    for (const fault of ['before', 'after'] as const) {
      let left = 1;
      const { world, failed } = await withFaults((each, of) =>
        each === effect && key.test(of) && left-- > 0 ? fault : null,
      );
      expect(failed).toBe(true);
      expectAll(world);
    }
  });

  it('any of them, any number of times', async () => {
    const fault = fc.constantFrom<Fault>(null, null, 'before', 'after');
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 20 }), async (plan) => {
        const { world } = await withFaults((_, __, call) => plan[call] ?? null);
        expectAll(world);
      }),
      { numRuns: process.env.DEEP ? 2000 : 60 },
    );
  });
});
