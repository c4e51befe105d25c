import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { aReported } from '../core/judge/records.ts';
import { aSealer } from '../lambdas/a-sealer.ts';
import { anIngest, messagesOf } from '../lambdas/an-ingest.ts';
import { at, verifyFolder, writeObjects } from './an-evidence-folder.ts';

/** Evidence that was sealed by whoever has the key, and is not true. */
const root = mkdtempSync(join(tmpdir(), 'geofence-judged-'));
afterAll(() => rmSync(root, { recursive: true }));

async function sealed(change: (line: string) => string, drop = 'nothing') {
  const ingest = anIngest();
  ingest.clock.nowMs = at('10:05:00');
  await ingest.start()(messagesOf(aReported('us-east-1'), aReported('eu-west-1')));
  const sealer = aSealer(at('11:10:00'));
  for (const [key, bytes] of ingest.objects) {
    if (key.startsWith(drop)) continue;
    if (!key.startsWith('evidence/')) {
      sealer.put(key, bytes, at('10:05:00'));
      continue;
    }
    const lines = gunzipSync(bytes).toString().trim().split('\n').map(change);
    const packed = gzipSync(`${lines.join('\n')}\n`);
    const name = key.replace(/[0-9a-f]{64}/, sha256Hex(packed));
    sealer.put(name, packed, at('10:05:00'));
  }
  await sealer.run();
  return sealer;
}

const verify = (objects: Awaited<ReturnType<typeof sealed>>['objects']) =>
  verifyFolder(writeObjects(root, objects), {}, at('11:20:00'));

describe('judging again', () => {
  it('nothing comes out otherwise where nothing was changed', async () => {
    const { exit, result } = await verify((await sealed((line) => line)).objects);
    expect([exit, result?.flaws, result?.settled.outside]).toEqual([0, [], 1]);
  });

  it.each([
    [
      'a verdict',
      '"verdict":"outside"',
      '"verdict":"inside"',
      /line 1: it says inside in us-east-1, and its policy gives outside in us-east-1/,
    ],
    [
      'a Region',
      '"region":"us-east-1"',
      '"region":"eu-west-1"',
      /it says outside in us-east-1, and its policy gives inside in eu-west-1/,
    ],
    ['a reason', 'no waiver', 'a waiver', /it says outside in us-east-1, and/],
    ['a sum of tokens alone', '"inputTokens":120', '"inputTokens":7', null],
  ])('%s that its sealer changed', async (_, from, to, told) => {
    const sealer = await sealed((line) => line.replace(from, to));
    const { exit, kinds, result } = await verify(sealer.objects);
    expect([exit, kinds]).toEqual(told === null ? [0, []] : [1, ['judged otherwise']]);
    const [flaw] = result?.flaws ?? [];
    if (told !== null) expect(`${flaw?.where}: ${flaw?.what}`).toMatch(told);
  });

  it.each([
    ['is not there', (line: string) => line, 'policies/', /it is not there as it was/],
    [
      'is another',
      (line: string) => line.replace(/"policy":"../, '"policy":"00'),
      'nothing',
      /not there/,
    ],
  ])('a policy that %s is said, once', async (_, change, drop, problem) => {
    const { exit, result } = await verify((await sealed(change, drop)).objects);
    expect(exit).toBe(2);
    expect(result?.unseen).toHaveLength(1);
    expect(result?.unseen[0]?.problem).toMatch(problem);
  });

  it('a policy that has its hash and cannot judge', async () => {
    const none = '{"schema":"resolved-policy/1"}';
    const sealer = await sealed((line) =>
      line.replace(/"policy":"[0-9a-f]+"/, `"policy":"${sha256Hex(none)}"`),
    );
    sealer.put(`policies/v1/${sha256Hex(none)}.json`, Buffer.from(none), at('11:15:00'));
    const { exit, result } = await verify(sealer.objects);
    expect(exit).toBe(2);
    expect(result?.unseen).toMatchObject([{ problem: 'it is no policy that can judge' }]);
  });

  it('lines that are none', async () => {
    const { exit, result } = await verify((await sealed(() => '{}')).objects);
    expect(exit).toBe(2);
    expect(result?.unseen).toMatchObject([{ problem: '2 of its lines are no evidence' }]);
  });
});

describe('a seal that is signed, and is not true', () => {
  it.each([
    ['counts', '"calls":2', '"calls":1'],
    ['lines that cannot be read', '"unreadable":0', '"unreadable":1'],
    ['policies', /"policies":\["../, '"policies":["00'],
  ])('%s', async (_, from, to) => {
    const sealer = await sealed((line) => line);
    const path = 'seals/v1/date=2026-11-03/hour=10';
    const text = Buffer.from(sealer.objects.get(`${path}.json`)?.bytes ?? []).toString();
    const bytes = Buffer.from(text.replace(from, to));
    sealer.objects.set(`${path}.json`, { bytes, writtenMs: 0 });
    const signature = await sealer.ports.sign(createHash('sha256').update(bytes).digest());
    sealer.objects.set(`${path}.sig`, { bytes: signature, writtenMs: 0 });
    const { exit, result } = await verify(sealer.objects);
    expect(exit).toBe(1);
    expect(result?.flaws).toMatchObject([{ kind: 'changed', where: `${path}.json` }]);
  });

  it('names what another seal names', async () => {
    const sealer = await sealed((line) => line);
    sealer.clock.nowMs = at('12:10:00');
    await sealer.run();
    const [first, second] = sealer.seals();
    const path = 'seals/v1/date=2026-11-03/hour=11';
    const objects = [...(second?.objects ?? []), ...(first?.objects ?? [])];
    const bytes = Buffer.from(JSON.stringify({ ...second, objects }));
    sealer.objects.set(`${path}.json`, { bytes, writtenMs: 0 });
    const signature = await sealer.ports.sign(createHash('sha256').update(bytes).digest());
    sealer.objects.set(`${path}.sig`, { bytes: signature, writtenMs: 0 });
    const { kinds, result } = await verify(sealer.objects);
    expect(kinds).toEqual(['added']);
    expect(result?.flaws).toHaveLength(first?.objects.length ?? 0);
  });
});
