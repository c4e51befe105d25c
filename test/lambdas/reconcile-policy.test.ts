import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../core/policy/canonical-json.ts';
import { buildSeal } from '../../core/prove/build-seal.ts';
import { sealKeyOf } from '../../core/prove/evidence-layout.ts';
import { aCall } from '../core/judge/records.ts';
import { aPolicy, aReconcile } from './a-reconcile.ts';
import { FILE } from './an-ingest.ts';

describe('the policy of what was missed', () => {
  const us = aPolicy({ fences: [{ name: 'us', allow: ['us'] }] });
  const eu = aPolicy(FILE);

  /** A seal that says which policy was in force. */
  function seal(world: ReturnType<typeof aReconcile>, hour: string, { sha256, policy }: typeof us) {
    const tally = { counts: [], policies: [sha256], unreadable: 0 };
    const content = { key: `evidence/v1/date=${hour.replace('T', '/hour=')}/a`, tally, lines: 0 };
    const stored = { sha256, bytes: 1, versionId: null, writtenMs: Date.parse(`${hour}:10:00Z`) };
    const fixed = { hours: 'writing', final: false, previous: null, signer: null } as const;
    const rest = { code: '1', regions: [], sealedMs: 0, contents: [{ ...content, ...stored }] };
    world.objects.set(sealKeyOf(hour), buildSeal({ ...fixed, ...rest, hour }));
    world.objects.set(`policies/v1/${sha256}.json`, Buffer.from(canonicalJson(policy)));
  }

  it.each([
    ['the last one sealed before its hour', ['2026-10-20T01', '2026-11-03T12'], 'outside'],
    ['the one sealed in its hour', ['2026-11-03T10', '2026-11-03T12'], 'outside'],
    [
      "the deployment's, where none was sealed by then",
      ['2026-11-03T11', '2026-11-03T12'],
      'inside',
    ],
  ])('is %s', async (_, [first = '', second = ''], verdict) => {
    const world = aReconcile();
    seal(world, first, us);
    seal(world, second, eu);
    world.deliver('20261103T1040', aCall());
    await world.run();
    const policy = verdict === 'outside' ? us.sha256 : eu.sha256;
    expect(world.added()).toMatchObject([{ policy, judged: { verdict } }]);
  });

  it('what was reconciled does not say which policy is in force', () => {
    const world = aReconcile();
    const tally = (sha256: string) => ({ counts: [], policies: [sha256], unreadable: 0 });
    const stored = { sha256: us.sha256, bytes: 1, versionId: null, lines: 0 };
    const folder = 'evidence/v1/date=2026-11-05/hour=03';
    const contents = [
      { ...stored, key: `${folder}/a`, tally: tally(eu.sha256), writtenMs: 1 },
      { ...stored, key: `${folder}/reconciled-b`, tally: tally(us.sha256), writtenMs: 2 },
    ];
    const fixed = { hours: 'writing', final: false, previous: null, signer: null } as const;
    const hour = '2026-11-05T03';
    const bytes = buildSeal({ ...fixed, code: '1', regions: [], sealedMs: 0, contents, hour });
    expect(JSON.parse(Buffer.from(bytes).toString()).policies).toEqual([us.sha256, eu.sha256]);
    expect(world.objects.size).toBe(0);
  });
});
