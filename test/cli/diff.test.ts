import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiffOptions, diff } from '../../cli/diff.ts';
import { loadPolicy } from '../../cli/load-policy.ts';
import type { PolicyDiff } from '../../cli/policy-diff-text.ts';
import { replayLive } from '../../cli/replay-live.ts';
import { aCall } from '../core/judge/records.ts';
import { aTerminal, auditFiles } from './audit-files.ts';

const TRAIL = 'samples/trail';
const OLD = 'samples/geofence.json';
const sample = JSON.parse(readFileSync(OLD, 'utf8'));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-diff-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(paths: readonly string[], over: Partial<DiffOptions> = {}) {
  const { terminal, out, err } = aTerminal();
  const exit = await diff(paths, { format: 'text', ...over }, terminal);
  return { exit, out: out(), flat: out().replace(/\s+/g, ' '), err: err() };
}
function write(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}
const withLondon = () =>
  write('new.json', {
    ...{ ...sample, examples: [], waivers: [] },
    fences: [{ ...sample.fences[0], allow: ['eu', 'eu-west-2'] }, sample.fences[1]],
  });
const flipsOf = async (paths: readonly string[], policy: string, against: string) => {
  const { out, exit } = await run(paths, { policy, against, format: 'json' });
  return { exit, diffed: JSON.parse(out) as PolicyDiff };
};

describe('diff of two policies', () => {
  it('accounts for every call: what two audits count differs by the flips', async () => {
    const against = withLondon();
    const { diffed } = await flipsOf([TRAIL], OLD, against);
    const before = (await auditFiles([TRAIL], [], { policy: OLD })).report?.totals;
    const after = (await auditFiles([TRAIL], [], { policy: against })).report?.totals;
    const net = (verdict: string) =>
      diffed.flips.reduce(
        (sum, { before: old, after: now, calls }) =>
          sum + calls * (Number(now.verdict === verdict) - Number(old.verdict === verdict)),
        0,
      );
    for (const verdict of ['inside', 'outside', 'waived', 'undecided'] as const) {
      expect({ verdict, net: net(verdict) }).toEqual({
        verdict,
        net: (after?.[verdict] ?? 0) - (before?.[verdict] ?? 0),
      });
    }
    expect(diffed.calls).toBe(before?.calls);
    expect(diffed.exposed).toEqual({ before: before?.exposed, after: after?.exposed });
    expect(diffed.flips.length).toBeGreaterThan(3);
  });

  it('the other way round it is the reverse', async () => {
    const there = await flipsOf([TRAIL], OLD, withLondon());
    const back = await flipsOf([TRAIL], withLondon(), OLD);
    const swap = ({ flips }: PolicyDiff, swapped: boolean) =>
      flips
        .map(({ before, after, eventIds }) =>
          JSON.stringify(swapped ? [after, before, eventIds] : [before, after, eventIds]),
        )
        .sort();
    expect(swap(back.diffed, true)).toEqual(swap(there.diffed, false));
  });

  it('says the same from the evidence of the day', async () => {
    const policy = await loadPolicy(OLD, []);
    if (policy.kind === 'unusable') throw new Error(policy.message);
    const live = join(folder, 'live');
    await replayLive(TRAIL, policy, '0.0.0', live);
    const against = withLondon();
    const fromEvidence = await flipsOf([live], OLD, against);
    const fromLogs = await flipsOf([TRAIL], OLD, against);
    expect(fromEvidence.exit).toBe(1);
    expect(fromEvidence.diffed.flips).toEqual(fromLogs.diffed.flips);
  });

  it('tells a person: the answer, who is told, what was written differently', async () => {
    const calls = [
      aCall({
        awsRegion: 'eu-west-2',
        eventID: 'e-1',
        additionalEventData: { inferenceRegion: 'eu-west-2' },
      }),
      aCall(),
    ];
    const accounts = { 111122223333: { name: 'prod-chat', owner: 'team-chat' } };
    const old = write('a.json', { fences: [{ name: 'eu', allow: ['eu', 'eu-west-2'] }], accounts });
    const now = write('b.json', { fences: [{ name: 'eu', allow: ['eu'] }], accounts });
    const { exit, out } = await run([write('log.json', { Records: calls })], {
      policy: old,
      against: now,
    });
    expect(exit).toBe(1);
    expect(out.replace(/policy \w{8} against \w{8}/, 'policy A against B')).toMatchInlineSnapshot(`
      "  1 of 2 calls would be judged otherwise.
        policy A against B

        INSIDE -> OUTSIDE 1x  prod-chat / ChatBackend
                     eu.anthropic.claude-opus-5; London -> London (eu-west-2)
                     fence eu before, eu after; now somebody is told
                     2026-11-03T10:31:07Z; eventID e-1

        Now told     prod-chat / ChatBackend, owner team-chat (1 call)
        Told no more nobody
        Exposed      1 call or job may leave their fence, 0 before
        Policy       fence "eu": no longer allows London (eu-west-2)
                     fence "eu": other countries, for Local Zones
        SCP          guard of "eu": aws:RequestedRegion takes out London (eu-west-2)
      "
    `);
  });

  it('a fence that only begins to enforce flips who is told', async () => {
    const log = write('log.json', {
      Records: [aCall({ additionalEventData: { inferenceRegion: 'us-east-1' } })],
    });
    const fence = { name: 'eu', allow: ['eu'] };
    const policy = write('a.json', { fences: [{ ...fence, mode: 'observe' }] });
    const against = write('b.json', { fences: [fence] });
    const { diffed, exit } = await flipsOf([log], policy, against);
    expect(diffed.flips).toMatchObject([
      {
        before: { verdict: 'outside', told: false },
        after: { verdict: 'outside', told: true },
        calls: 1,
      },
    ]);
    expect(diffed.policies.changes).toEqual(['fence "eu": mode enforce, was observe']);
    expect(exit).toBe(1);
  });

  it('takes the sources and the window of audit', async () => {
    const against = withLondon();
    const before = await run([TRAIL], {
      policy: OLD,
      against,
      until: '2026-11-02',
      format: 'json',
    });
    expect(JSON.parse(before.out)).toMatchObject({ calls: 0, flips: [] });
    const after = await run([TRAIL], { policy: OLD, against, from: '2026-11-03', format: 'json' });
    const { calls, submissions, leftOut } = JSON.parse(after.out);
    expect(calls).toBeGreaterThan(300);
    expect(leftOut).toBe(0);
    expect(JSON.parse(before.out).leftOut).toBeGreaterThan(calls + submissions - 5);
  });

  it('nothing flips against itself', async () => {
    const { exit, flat } = await run([join(TRAIL, 'AWSLogs/777788889999')], {
      policy: OLD,
      against: OLD,
    });
    expect(flat).toMatch(/^ NOTHING FLIPS.*Policy both resolve to the same/);
    expect(exit).toBe(0);
  });

  it('what could not be read is told, and ends with 2', async () => {
    const { exit, flat } = await run([TRAIL], { policy: OLD, against: OLD });
    expect(flat).toMatch(/4 files or records could not be read.*Not read.*it is cut off/);
    expect(exit).toBe(2);
  });

  it.each([
    ['one policy', [TRAIL], { policy: OLD }, /only one policy/],
    [
      'a policy that is not there',
      [TRAIL],
      { policy: 'nowhere.json', against: OLD },
      /nowhere\.json: there is no such file/,
    ],
    [
      'logs beside evidence',
      ['logs', 'evidence'],
      { policy: OLD, against: OLD },
      /no evidence, and the others are/,
    ],
  ])('refuses: %s', async (_, names, over, message) => {
    const line = '{"schema":"evidence/1","reading":"stray","corrects":"x"}\n';
    const files = { logs: write('l.json', { Records: [] }), evidence: write('e.jsonl', line) };
    const paths = names.map((name) =>
      Object.hasOwn(files, name) ? files[name as keyof typeof files] : name,
    );
    const { exit, err, out } = await run(paths, over);
    expect(err).toMatch(message);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
  });
});
