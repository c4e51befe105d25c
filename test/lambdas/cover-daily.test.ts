import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../core/coverage/coverage.ts';
import { coverageKeyOf } from '../../core/coverage/coverage-key.ts';
import type { Organization } from '../../core/coverage/organization.ts';
import type { Datum } from '../../core/measure/series.ts';
import type { Message } from '../../core/tell/message.ts';
import { type CoverPorts, coverDaily } from '../../lambdas/coverage/cover-daily.ts';
import type { LogEntry } from '../../lambdas/ingest/ports.ts';
import { anAccount, anOrganization, denying, HUB, MEMBER } from '../core/coverage/organizations.ts';
import { aFence } from '../core/judge/judge-records.ts';
import { aCall } from '../core/judge/records.ts';
import { anIngest, messagesOf, NOON } from './an-ingest.ts';

const DAY_MS = 86_400_000;
const ELSEWHERE = { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } };
const TWO = anOrganization([denying({ Condition: ELSEWHERE })], {
  accounts: [anAccount(MEMBER, 'prod-chat'), anAccount(HUB, 'security')],
});

/** A look at an organization with a world in memory; it fails at the port that is named. */
function aLook(
  organization: Organization = TWO,
  failing: { at?: keyof CoverPorts | 'put marker' } = {},
) {
  const objects = new Map<string, Uint8Array>();
  const messages: Message[] = [];
  const data: Datum[] = [];
  const logs: LogEntry[] = [];
  const effects: string[] = [];
  const clock = { nowMs: NOON };
  const world = { organization, unseen: [] as Coverage['unseen'] };
  const act = async (port: string, work: () => void) => {
    if (failing.at === port) throw new Error(`${port} failed`);
    effects.push(port);
    work();
  };
  const ports: CoverPorts = {
    lookAtOrganization: async () => {
      if (failing.at === 'lookAtOrganization') throw new Error('AccessDenied');
      return { organization: world.organization, unseen: world.unseen };
    },
    evidence: {
      async *list(prefix) {
        for (const key of [...objects.keys()].sort()) if (key.startsWith(prefix)) yield { key };
      },
      read: async (key) => {
        const bytes = objects.get(key);
        return bytes === undefined ? null : { bytes };
      },
      has: async (key) => objects.has(key),
      put: (key, bytes) =>
        act(key.startsWith('told/') ? 'put marker' : 'put coverage', () => {
          if (!objects.has(key)) objects.set(key, bytes);
        }),
    },
    publish: (message) => act('publish', () => void messages.push(message)),
    publishMetrics: (given) => act('publishMetrics', () => void data.push(...given)),
    log: (entry) => void logs.push(entry),
    now: () => clock.nowMs,
    isLate: () => failing.at === 'isLate',
  };
  const tell = {
    ...{ policySha256: '0'.repeat(64), fences: [], accountNames: {}, runbookUrl: null },
    ...{ dashboardUrl: 'https://example.com', evidence: 's3://x' },
  };
  const settings = { policy: aFence('eu'), prefix: 'bedrock-geofence', tell };
  return {
    ...{ objects, messages, data, logs, effects, clock, failing, world },
    run: () => coverDaily(settings, ports),
    /** Evidence of a call that came from an account and Region an hour ago. */
    async see(recipientAccountId: string, awsRegion: string) {
      const ingest = anIngest();
      ingest.clock.nowMs = clock.nowMs - 3_600_000;
      const eventTime = new Date(ingest.clock.nowMs).toISOString().replace('.000', '');
      await ingest.start()(messagesOf(aCall({ recipientAccountId, awsRegion, eventTime })));
      for (const [key, bytes] of ingest.objects) {
        if (key.startsWith('evidence/')) objects.set(key, bytes);
      }
    },
    kept: (ms: number): Coverage =>
      JSON.parse(Buffer.from(objects.get(coverageKeyOf(ms)) ?? []).toString('utf8')),
  };
}

describe('the daily look', () => {
  it('keeps the coverage, tells of who is not watched, then counts, in that order', async () => {
    const look = aLook();
    await look.see(HUB, 'eu-central-1');
    await look.run();
    expect(look.effects).toEqual(['put coverage', 'publish', 'put marker', 'publishMetrics']);
    const { rows } = look.kept(NOON);
    const unwatched = rows.filter(({ state }) => state === 'callable, not watched');
    expect(unwatched.map(({ accountId, region }) => `${accountId} ${region}`)).toEqual([
      `${MEMBER} eu-central-1`,
      `${MEMBER} eu-west-1`,
      `${HUB} eu-west-1`,
    ]);
    expect(look.messages[0]?.subject).toBe(
      '[geofence] 3 account-Regions can call Bedrock and are not watched',
    );
    expect(look.messages[0]?.body).toContain(`${MEMBER} prod-chat: eu-central-1, eu-west-1: `);
    expect(look.logs.filter(({ message }) => message === 'callable, not watched')).toHaveLength(3);
  });

  it('rings for what could not be looked at, though no account is unknown', async () => {
    const look = aLook();
    await look.see(HUB, 'eu-central-1');
    look.world.unseen = [{ where: 'the list of accounts', problem: 'AccessDenied' }];
    await look.see('999999999999', 'eu-central-1');
    await look.run();
    const unknown = look.data.find(({ dimensions }) => dimensions.Coverage === 'unknown');
    expect(unknown?.values).toEqual([2]);
  });

  it('counts five series, whatever is in them', async () => {
    const look = aLook();
    await look.see(HUB, 'eu-central-1');
    await look.run();
    expect(
      look.data.map(({ name, dimensions, values }) => [name, dimensions.Coverage, values]),
    ).toEqual([
      ['AccountRegions', 'callable, not watched', [3]],
      ['AccountRegions', 'unknown', [0]],
      ['AccountRegions', 'watched', [1]],
      ['AccountRegions', 'denied by SCP', [expect.any(Number)]],
      ['AccountRegions', 'not enabled', [expect.any(Number)]],
    ]);
  });

  it('tells of each place once for as long as it stands, also past a day without a run', async () => {
    const look = aLook();
    await look.run();
    look.clock.nowMs += 2 * DAY_MS;
    await look.run();
    expect(look.messages).toHaveLength(1);
    look.world.organization = {
      ...TWO,
      accounts: [...TWO.accounts, anAccount('444455556666', 'new')],
    };
    look.clock.nowMs += DAY_MS;
    await look.run();
    expect(look.messages).toHaveLength(2);
    expect(look.messages[1]?.body).toContain('444455556666 new: eu-central-1, eu-west-1');
    expect(look.messages[1]?.body).not.toContain(MEMBER);
  });

  it('tells again of what was watched in between', async () => {
    const look = aLook({ ...TWO, accounts: [anAccount(MEMBER, 'prod-chat')] });
    await look.run();
    look.clock.nowMs += DAY_MS;
    for (const region of ['eu-central-1', 'eu-west-1']) await look.see(MEMBER, region);
    await look.run();
    look.clock.nowMs += 2 * DAY_MS;
    await look.run();
    expect(look.messages).toHaveLength(2);
  });

  it.each(['publish', 'put marker', 'publishMetrics'] as const)(
    'killed at %s and run again, nothing is lost',
    async (at) => {
      const look = aLook();
      look.failing.at = at;
      await expect(look.run()).rejects.toThrow();
      const before = look.kept(NOON);
      delete look.failing.at;
      await look.run();
      expect(look.kept(NOON)).toEqual(before);
      expect(look.messages.length).toBeGreaterThan(0);
      expect(look.data).toHaveLength(5);
      expect([...look.objects.keys()].filter((key) => key.startsWith('told/'))).toHaveLength(1);
    },
  );

  it('an organization that cannot be read fails, and leaves no coverage that would look like one', async () => {
    const look = aLook(TWO, { at: 'lookAtOrganization' });
    await expect(look.run()).rejects.toThrow('AccessDenied');
    expect(look.objects.size).toBe(0);
  });

  it('where there was no time to read evidence nobody is watched, and nobody is not', async () => {
    const look = aLook(TWO, { at: 'isLate' });
    await look.see(HUB, 'eu-central-1');
    const { rows, unseen } = await look.run();
    expect(rows.filter(({ state }) => state === 'unknown')).toHaveLength(4);
    expect(unseen).toMatchObject([{ problem: /no time to read all evidence/ }]);
    expect(look.messages).toEqual([]);
  });

  it('reads no more evidence than it needs', async () => {
    const look = aLook({ ...TWO, accounts: [anAccount(MEMBER, 'prod-chat')] });
    for (const region of ['eu-central-1', 'eu-west-1']) await look.see(MEMBER, region);
    const old = `evidence/v1/date=2026-11-03/hour=05/eu-west-1-${'0'.repeat(64)}.jsonl.gz`;
    look.objects.set(old, new Uint8Array([1]));
    expect((await look.run()).unseen).toEqual([]);
  });
});
