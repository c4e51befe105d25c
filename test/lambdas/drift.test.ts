import { describe, expect, it } from 'vitest';
import type { LiveProfile } from '../../core/catalog/live-profile.ts';
import type { Message } from '../../core/tell/message.ts';
import { type DriftPorts, watchDrift } from '../../lambdas/drift/drift.ts';
import { aPolicy } from '../core/judge/judge-records.ts';

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const settings = { region: 'eu-central-1', policy, policySha256: 'a'.repeat(64) };
const DAY_MS = 86_400_000;
const profile = (id: string, regions: readonly string[]): LiveProfile => ({
  ...{ id, type: 'SYSTEM_DEFINED', modelId: 'amazon.nova-pro-v1:0', regions },
});
const KNOWN = profile('eu.amazon.nova-pro-v1:0', [
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-3',
]);
const OTHER = { ...KNOWN, regions: ['eu-central-1', 'eu-west-2'] };
const NEW = profile('eu.acme.new-v1:0', ['eu-central-1']);

/** A world in which days pass; each look lists what it is given. */
function aWorld(fail: { publish?: boolean; put?: boolean } = {}) {
  const told: Message[] = [];
  const logged: unknown[] = [];
  const objects = new Map<string, Uint8Array>();
  let nowMs = Date.parse('2026-11-03T06:00:00Z');
  const ports = (list: DriftPorts['list']): DriftPorts => ({
    list,
    store: {
      has: async (key) => objects.has(key),
      put: async (key, bytes) => {
        if (fail.put === true) throw new Error('S3');
        objects.set(key, bytes);
      },
    },
    publish: async (message) => {
      if (fail.publish === true) throw new Error('SNS');
      told.push(message);
    },
    log: (entry) => void logged.push(entry),
    now: () => nowMs,
  });
  return {
    ...{ told, logged, objects, fail },
    look: (profiles: readonly LiveProfile[], unreadable: readonly string[] = []) =>
      watchDrift(
        settings,
        ports(async () => ({ profiles, unreadable })),
      ),
    lookAndFail: (error: Error) =>
      watchDrift(
        settings,
        ports(() => Promise.reject(error)),
      ),
    pass: (days: number) => {
      nowMs += days * DAY_MS;
    },
  };
}

describe('drift', () => {
  it('tells nobody where AWS lists what the policy says', async () => {
    const world = aWorld();
    await world.look([KNOWN]);
    expect(world.told).toEqual([]);
    expect(world.objects.size).toBe(0);
  });

  it('tells of a new profile and of another route, with what to do', async () => {
    const world = aWorld();
    await world.look([OTHER, NEW]);
    expect(world.told).toHaveLength(1);
    const [{ subject = '', body = '' } = {}] = world.told;
    expect(subject).toBe('[geofence] profiles in Frankfurt: 2 new or other than known');
    expect(body).toContain(
      'other routes: eu.amazon.nova-pro-v1:0; from Frankfurt it may run in Frankfurt, London; the policy has Frankfurt, Stockholm, Ireland, Paris',
    );
    expect(body).toContain('new profile: eu.acme.new-v1:0; from Frankfurt it may run in Frankfurt');
    expect(body).toContain('npx geofence catalog refresh --from eu-central-1');
  });

  it('tells once, day after day, and again where it changes or comes back', async () => {
    const world = aWorld();
    for (let day = 0; day < 4; day += 1) {
      await world.look([KNOWN, NEW]);
      await world.look([KNOWN, NEW]);
      world.pass(1);
    }
    expect(world.told).toHaveLength(1);
    await world.look([OTHER, NEW]);
    expect(world.told).toHaveLength(2);
    world.pass(5);
    await world.look([OTHER, NEW]);
    expect(world.told).toHaveLength(3);
    for (const key of world.objects.keys())
      expect(key).toMatch(/^told\/v1\/date=2026-11-\d\d\/drift-[0-9a-f]{64}\.json$/);
  });

  it('tells of profiles that cannot be read', async () => {
    const world = aWorld();
    await world.look([KNOWN], ['eu.odd']);
    expect(world.told[0]?.body).toContain('eu.odd: its models cannot be read');
  });

  it.each([
    [
      'a missing permission',
      (world: ReturnType<typeof aWorld>) =>
        world.lookAndFail(Object.assign(new Error('no'), { name: 'AccessDeniedException' })),
      /permission bedrock:ListInferenceProfiles is missing/,
    ],
    [
      'an empty list',
      (world: ReturnType<typeof aWorld>) => world.look([]),
      /AWS lists no profile there/,
    ],
  ])('never takes %s for "no drift": it says so each day', async (_, look, problem) => {
    const world = aWorld();
    await look(world);
    world.pass(1);
    await look(world);
    expect(world.told).toHaveLength(2);
    expect(world.told[0]?.subject).toContain('could not be looked at');
    expect(world.told[0]?.body).toMatch(problem);
    expect(world.logged).toContainEqual(expect.objectContaining({ level: 'ERROR' }));
  });

  it.each(['publish', 'put'] as const)(
    'fails where %s fails, and tells the next time',
    async (port) => {
      const world = aWorld({ [port]: true });
      await expect(world.look([NEW])).rejects.toThrow();
      world.fail[port] = false;
      await world.look([NEW]);
      expect(world.told).toHaveLength(port === 'publish' ? 1 : 2);
      expect(world.objects.size).toBe(1);
    },
  );
});
