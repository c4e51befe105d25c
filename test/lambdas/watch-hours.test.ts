import { describe, expect, it } from 'vitest';
import { watchedKeyOf } from '../../core/prove/watched-hour.ts';
import { runHourly } from '../../lambdas/seal/hourly.ts';
import { watchHours } from '../../lambdas/seal/watch-hours.ts';
import { A, anOrganization, B, C, callOf, canaryOf, HOUR, NOW } from './an-organization.ts';

describe('what Bedrock counted in each account', () => {
  it('is compared with what evidence has of that account alone', async () => {
    const world = anOrganization();
    world.keep(HOUR, callOf(A), callOf(A), callOf(A), callOf(B));
    world.count(A, 1);
    world.count(B, 3);
    await world.watch();
    expect(world.written()).toMatchObject({
      compared: [
        { accountId: A, region: 'eu-central-1', counted: 1, seen: 3, unseen: 0 },
        { accountId: B, region: 'eu-central-1', counted: 3, seen: 1, unseen: 2 },
      ],
      notCompared: [],
    });
    expect(world.total('UnseenCalls')).toBe(2);
    expect(world.total('UnseenCalls', { SourceRegion: 'eu-central-1' })).toBe(2);
    expect(world.logs).toContainEqual(
      expect.objectContaining({ level: 'WARN', accountId: B, region: 'eu-central-1', unseen: 2 }),
    );
  });

  it('is asked where coverage says "not enabled" and calls came since', async () => {
    const world = anOrganization();
    world.cover('2026-11-03', [{ accountId: B, region: 'eu-central-1', state: 'not enabled' }]);
    world.keep(HOUR, callOf(B));
    world.count(B, 5);
    await world.watch();
    expect(world.written()?.compared).toMatchObject([{ accountId: B, unseen: 4 }]);
  });

  it('a record that another account sent in its name hides none of its calls', async () => {
    const world = anOrganization();
    world.keepStamped(HOUR, C, callOf(A), callOf(A));
    world.count(A, 2);
    await world.watch();
    expect(world.written()?.compared).toEqual([
      { accountId: A, region: 'eu-central-1', counted: 2, seen: 0, unseen: 2 },
    ]);
  });

  it('is asked of every account that anybody knows, also where evidence has nothing', async () => {
    const world = anOrganization();
    world.keep(HOUR, callOf(B));
    world.count(B, 1);
    world.count(C, 7);
    world.objects.set('coverage/v1/date=2026-11-03.json', {
      ...{ bytes: Buffer.from('{'), writtenMs: NOW },
    });
    world.cover('2026-11-02', [
      { accountId: C, region: 'eu-central-1', state: 'watched' },
      { accountId: '000000000001', region: 'eu-central-1', state: 'not enabled' },
    ]);
    await world.watch();
    expect(world.written()?.compared).toMatchObject([
      { accountId: B },
      { accountId: C, unseen: 7 },
    ]);
    expect(world.written()?.quiet).toEqual({ 'eu-central-1': [A] });
    expect(world.logs.map(({ message }) => message)).toContain(
      'coverage/v1/date=2026-11-03.json is no coverage; an earlier one is asked',
    );
  });

  it('where it cannot be had is said, with account and Region, and is no zero', async () => {
    const world = anOrganization();
    const denied = Object.assign(new Error('no such role'), { name: 'AccessDenied' });
    world.keep(HOUR, callOf(B));
    world.count(B, denied);
    await world.watch();
    expect(world.written()).toMatchObject({
      compared: [],
      notCompared: [{ why: 'AccessDenied', places: { 'eu-central-1': [B] } }],
    });
    expect(world.total('NotCompared', { SourceRegion: 'eu-central-1' })).toBe(1);
    expect(world.logs).toContainEqual(
      expect.objectContaining({ message: 'not compared', accountId: B, regions: 'eu-central-1' }),
    );
  });

  it('names of accounts that are none are asked nothing', async () => {
    const world = anOrganization();
    world.keep(HOUR, callOf('a:role/../x'), callOf('12345'));
    await world.watch();
    expect(world.written()).toMatchObject({ compared: [], quiet: { 'eu-central-1': [A] } });
  });

  it('where no time is left it is not compared; what evidence knows is asked first', async () => {
    const world = anOrganization();
    world.keep(HOUR, callOf(B));
    world.count(B, 1);
    const { countInvocations } = world.ports;
    const ports = {
      ...world.ports,
      countInvocations: (region: string, fromMs: number, accountId?: string) => {
        world.clock.nowMs += 8 * 60_000;
        return countInvocations(region, fromMs, accountId);
      },
    };
    await watchHours(world.settings, ports);
    expect(world.written()).toMatchObject({
      compared: [{ accountId: B }],
      notCompared: [{ why: 'no time was left', places: { 'eu-central-1': [A] } }],
    });
  });
});

describe('canaries of every account', () => {
  const hourAfter = (world: ReturnType<typeof anOrganization>) => {
    world.clock.nowMs += 3_600_000;
  };

  it('whose canary came before and not for two hours is missing, though another came', async () => {
    const world = anOrganization();
    world.keep(HOUR, canaryOf(A), canaryOf(B));
    await world.watch();
    expect(world.written()?.canaries).toEqual({ 'eu-central-1': [A, B] });
    for (const hour of ['2026-11-03T11', '2026-11-03T12']) {
      hourAfter(world);
      world.keep(hour, canaryOf(A, { eventTime: `${hour}:30:00Z` }));
      await world.watch();
    }
    expect(world.written('2026-11-03T11')?.missing).toEqual([]);
    expect(world.written('2026-11-03T12')?.missing).toEqual([
      { accountId: B, region: 'eu-central-1', last: HOUR },
    ]);
    expect(world.total('CanariesMissing')).toBe(1);
    expect(world.messages.map(({ subject }) => subject)).toEqual([
      '[geofence] the canary of an account and Region stopped coming',
    ]);
    expect(world.messages[0]?.body).toContain(`${B}  Frankfurt (eu-central-1)  last in the hour`);

    hourAfter(world);
    await world.watch();
    expect(world.messages).toHaveLength(1);
    expect(world.total('CanariesMissing')).toBe(2);
  });

  it('a new account is not expected before its first', async () => {
    const world = anOrganization();
    world.keep(HOUR, callOf(B));
    await world.watch();
    hourAfter(world);
    await world.watch();
    expect(world.total('CanariesMissing')).toBe(0);
    expect(world.messages).toEqual([]);
  });
});

describe('hours that are due', () => {
  it('are looked at once each, the first of all is left out', async () => {
    const world = anOrganization();
    world.clock.nowMs += 2 * 3_600_000;
    expect((await world.watch()).map(({ hour }) => hour)).toEqual([
      '2026-11-03T10',
      '2026-11-03T11',
      '2026-11-03T12',
    ]);
    expect(await world.watch()).toEqual([]);
  });

  it('after four minutes no other hour is begun: what is left, the next run does', async () => {
    const world = anOrganization();
    world.clock.nowMs += 3_600_000;
    const ports = {
      ...world.ports,
      countInvocations: async () => {
        world.clock.nowMs += 5 * 60_000;
        return 0;
      },
    };
    expect(await watchHours(world.settings, ports)).toHaveLength(1);
    expect((await world.watch()).map(({ hour }) => hour)).toEqual(['2026-11-03T11']);
  });

  it.each([
    ['nobody can be told', 'publish', 'before'],
    ['somebody is told, and nobody says so', 'publish', 'after'],
    ['metrics are refused', 'metrics', 'before'],
    ['the object is not written', 'put .json', 'before'],
  ] as const)('%s: the hour comes again, whole', async (_, failing, fault) => {
    let armed = false;
    const world = anOrganization((effect) => {
      if (!armed || effect !== failing) return null;
      armed = false;
      return fault;
    });
    world.keep('2026-11-03T10', canaryOf(B));
    await world.watch();
    world.clock.nowMs += 2 * 3_600_000;
    world.keep('2026-11-03T11', callOf(A, { eventTime: '2026-11-03T11:30:00Z' }));
    armed = true;
    await world.watch().catch(() => undefined);
    await world.watch();
    expect(armed).toBe(false);
    expect(world.written('2026-11-03T12')?.missing).toHaveLength(1);
    expect(world.messages.length).toBe(fault === 'after' ? 2 : 1);
    expect(world.total('CanariesMissing')).toBeGreaterThanOrEqual(1);
  });
});

describe('the hourly run of an organization', () => {
  it('seals what it saw in the same run', async () => {
    const world = anOrganization();
    world.keep(HOUR, callOf(B), canaryOf(B));
    world.count(B, 2);
    await runHourly(world.settings, world.ports);
    const seal = world.objects.get('seals/v1/date=2026-11-03/hour=10.json');
    expect(Buffer.from(seal?.bytes ?? []).toString()).toContain(watchedKeyOf(HOUR));
    expect(world.total('UnseenCalls')).toBe(1);
    expect(world.total('SealsCurrent')).toBe(1);
  });

  it('one account is watched as before: no object of any hour', async () => {
    const world = anOrganization();
    world.keep(HOUR, callOf(A));
    world.invocations.set('eu-central-1', 3);
    await runHourly({ ...world.settings, topology: 'single' }, world.ports);
    expect(world.written()).toBeNull();
    expect(world.total('UnseenCalls')).toBe(2);
  });
});
