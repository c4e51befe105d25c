import { describe, expect, it } from 'vitest';
import { addMissing } from '../../core/prove/add-missing.ts';
import { reconcile } from '../../core/prove/reconcile.ts';
import { reportOf } from '../../core/prove/reconcile-report.ts';
import { reconcilePeriod } from '../../lambdas/reconcile/reconcile-period.ts';
import { aCall, aCompletion, aCorrection, aReported, aStream } from '../core/judge/records.ts';
import { aDistributedRun } from './a-distributed-run.ts';
import { aReconcile, NIGHT } from './a-reconcile.ts';

const stream = aStream({ requestParameters: { modelId: 'global.anthropic.claude-sonnet-4-6' } });
const call = aCall();
const seen = aCall();
const [virginia, oregon] = [aReported('us-east-1'), aReported('us-west-2')];
const ending = aCompletion(stream, 'us-east-2');
const correction = aCorrection(call, { additionalEventData: { inferenceRegion: 'eu-west-3' } });

const HOUR = 3_600_000;

function aWorld(faults?: Parameters<typeof aReconcile>[0]) {
  const world = aReconcile(faults);
  world.deliver('20261103T1040', seen, virginia, stream);
  world.deliver('20261103T1050', oregon, ending, call);
  world.deliver('20261104T0010', correction);
  return world;
}

/** Every line that was added, in whatever hour. */
const linesOf = (world: ReturnType<typeof aWorld>) =>
  world
    .added()
    .map((line) => JSON.stringify(line))
    .sort();

describe('a distributed run', () => {
  it('says what a comparison in one piece says, and adds and tells the same', async () => {
    const [whole, apart] = [aWorld(), aWorld()];
    for (const world of [whole, apart]) await world.live(seen, stream);
    const period = { fromMs: Date.parse('2026-11-03'), untilMs: Date.parse('2026-11-05') };
    const { trail, ports, settings } = whole;
    const before = await reconcilePeriod(trail, ports.evidence, period, settings.policy, NIGHT);
    const after = reconcile(addMissing(before.input, before));
    await whole.run();

    const { report } = await aDistributedRun(apart, { parts: 5, batch: 2 }).run();
    const { unseen, ...single } = reportOf(
      { ...before, ...before.input, nowMs: NIGHT },
      before,
      after,
    );
    expect(report).toMatchObject({ ...single, period });
    expect(report.unseen).toEqual(unseen);
    expect(apart.settled()).toEqual(whole.settled());
    const sorted = (world: typeof whole) =>
      world
        .added()
        .map((line) => JSON.stringify(line))
        .sort();
    expect(sorted(apart)).toEqual(sorted(whole));
    expect(sorted(apart).length).toBeGreaterThan(3);
    const subjects = (world: typeof whole) => world.messages.map(({ subject }) => subject).sort();
    expect(subjects(apart)).toEqual(subjects(whole));
    for (const name of ['LiveMissed', 'Contradicted', 'NotReconciled', 'Outside', 'Undecided']) {
      expect(apart.total(name)).toBe(whole.total(name));
    }
  });

  it('run again over the same period, it changes nothing', async () => {
    const world = aWorld();
    await aDistributedRun(world, { parts: 3 }).run();
    const [objects, told] = [new Map(world.objects), world.messages.length];
    expect(told).toBeGreaterThan(0);
    world.clock.nowMs += 5 * 3_600_000;
    const { answer } = await aDistributedRun(world, { name: 'run-2', parts: 4 }).run();
    expect(answer.added).toBe(0);
    expect(world.objects).toEqual(objects);
    expect(world.messages).toHaveLength(told);
  });

  it('every function called twice, an hour apart, does once what it does', async () => {
    const [once, twice] = [aWorld(), aWorld()];
    await aDistributedRun(once, { parts: 3 }).run();
    const { report } = await aDistributedRun(twice, { parts: 3 }).run(async (work) => {
      await work();
      twice.clock.nowMs += HOUR;
      return work();
    });
    expect(report.added).toBe(once.added().length);
    expect(linesOf(twice)).toEqual(linesOf(once));
    expect(twice.messages).toHaveLength(once.messages.length);
    for (const name of ['LiveMissed', 'NotReconciled']) {
      expect(twice.total(name)).toBe(once.total(name));
    }
  });

  it('stopped anywhere and redriven hours later, it leaves the same evidence, and tells', async () => {
    const whole = aWorld();
    await aDistributedRun(whole, { parts: 3 }).run();
    let failures = 0;
    for (const fault of ['before', 'after'] as const) {
      for (let at = 0; at < 24; at += process.env.DEEP ? 1 : 3) {
        const world = aWorld((_effect, _key, call) => (call === at ? fault : null));
        await aDistributedRun(world, { parts: 3 }).run(async (work) => {
          try {
            return await work();
          } catch {
            failures += 1;
            world.clock.nowMs += HOUR;
            return work();
          }
        });
        expect(linesOf(world)).toEqual(linesOf(whole));
        const told = world.messages.map(({ subject }) => subject).join();
        for (const region of ['Virginia', 'Oregon', 'Ohio']) expect(told).toContain(region);
      }
    }
    expect(failures).toBeGreaterThan(process.env.DEEP ? 20 : 6);
  });
});
