import { describe, expect, it } from 'vitest';
import { tellWaivers } from '../../lambdas/seal/tell-waivers.ts';
import { anHour } from './an-hour.ts';

const UNTIL = '2026-11-30T23:59:59.999Z';
const WAIVER = {
  ...{ id: 'W-7', scope: {}, regions: ['eu-central-2'], reason: 'migration', owner: 'team-chat' },
  ...{ approvedBy: 'ciso', ticket: 'SEC-7', from: '2026-10-01T00:00:00.000Z', until: UNTIL },
};

const tellAt = async (now: string, hour = anHour(Date.parse(now))) => {
  hour.clock.nowMs = Date.parse(now);
  const policy = { ...hour.policy, waivers: [WAIVER] };
  await tellWaivers({ ...hour.settings, policy }, hour.ports);
  return hour;
};

describe('a waiver that ends soon', () => {
  it.each([
    ['fifteen days before', '2026-11-15T12:00:00Z', 0],
    ['fourteen days before', '2026-11-17T00:00:00Z', 1],
    ['on its last day', '2026-11-30T12:00:00Z', 1],
    ['when it has ended', '2026-12-01T00:00:00Z', 0],
  ])('%s', async (_, now, messages) => {
    expect((await tellAt(now)).messages).toHaveLength(messages);
  });

  it('is told once, with whom to ask', async () => {
    const hour = await tellAt('2026-11-20T00:00:00Z');
    await tellAt('2026-11-20T01:00:00Z', hour);
    await tellAt('2026-11-29T01:00:00Z', hour);
    expect(hour.messages).toHaveLength(1);
    expect(hour.messages[0]?.subject).toContain('waiver W-7 of team-chat ends on 2026-11-30');
    expect(hour.messages[0]?.body).toContain('approved by ciso; ticket SEC-7');
  });

  it('that could not be told is told by the next run', async () => {
    let failed = false;
    const hour = anHour(Date.parse('2026-11-20T00:00:00Z'), (effect) => {
      if (effect !== 'publish' || failed) return null;
      failed = true;
      return 'before';
    });
    await expect(tellAt('2026-11-20T00:00:00Z', hour)).rejects.toThrow('500');
    await tellAt('2026-11-20T01:00:00Z', hour);
    expect(hour.messages).toHaveLength(1);
  });
});
