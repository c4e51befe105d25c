import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { createRandom } from '../../samples/random.ts';
import { aSealedDay, keysBelow, writeObjects } from '../cli/an-evidence-folder.ts';
import { aCall, aCompletion, aCorrection, aReported, aStream } from '../core/judge/records.ts';
import { canFollow, followGuide } from './follow-guide.ts';

const MAIN = resolve('dist/main.mjs');
const root = mkdtempSync(join(tmpdir(), 'geofence-pack-'));
afterAll(() => rmSync(root, { recursive: true }));

function geofence(...args: readonly string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
}

/** A pack of logs that were audited into signed evidence. */
function packOf(logs: string, ...policy: readonly string[]): string {
  const place = mkdtempSync(join(root, 'audit-'));
  const [evidence, pack] = [join(place, 'evidence'), join(place, 'pack')];
  geofence('audit', logs, ...policy, '--evidence', evidence, '--key', join(place, 'key'));
  const { stderr } = geofence('report', evidence, '-o', pack);
  expect(stderr).toContain('Pack written');
  return pack;
}

function reportIn(pack: string): AuditReport {
  return JSON.parse(readFileSync(join(pack, 'report.json'), 'utf8'));
}

function outsideIn(pack: string): readonly string[] {
  return reportIn(pack)
    .findings.filter(({ verdict }) => verdict === 'outside')
    .map(({ requestId, eventId, sourceRegion, inferenceRegion }) =>
      [requestId ?? eventId, sourceRegion, inferenceRegion].join(' '),
    )
    .sort();
}

function changed(pack: string, change: (copy: string) => void) {
  const copy = mkdtempSync(join(root, 'changed-'));
  cpSync(pack, copy, { recursive: true });
  change(copy);
  const followed = followGuide(copy);
  rmSync(copy, { recursive: true });
  return followed;
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  const index = Math.floor(bytes.length / 2);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const sample = packOf('samples/trail', '--policy', 'samples/geofence.json');

describe.skipIf(!canFollow)(
  'VERIFY.md of the sample day, with four tools and nothing of ours',
  () => {
    it('holds, and finds the calls that the report names', () => {
      const { blocks, status, stdout, stderr, outside } = followGuide(sample);
      expect([status, stderr]).toEqual([0, '']);
      expect(blocks).toBeGreaterThan(6);
      expect(outside).toEqual(outsideIn(sample));
      expect(outside).toHaveLength(reportIn(sample).totals.outside);
      expect(stdout).toContain('8 calls ran outside, as the report says');
    });

    const keys = keysBelow(sample).filter((key) => /^(evidence|seals|policies|keys)\//.test(key));

    const first = (form: RegExp) => keys.find((key) => form.test(key)) ?? '';
    const kinds = [/^evidence/, /^seals.*json$/, /^seals.*sig$/, /^policies/, /^keys/].map(first);

    it.each(process.env.DEEP ? keys : kinds)('fails on a byte that is flipped in %s', (key) => {
      const { status, stderr } = changed(sample, (copy) => flip(join(copy, key)));
      expect(status).not.toBe(0);
      expect(stderr).not.toBe('');
    });

    it.each([
      ['a file is gone', (copy: string) => rmSync(join(copy, keys[3] ?? ''))],
      ['a file was added', (copy: string) => add(copy)],
      ['the report lacks a call', (copy: string) => forget(join(copy, 'report.json'))],
      ['the last seal is gone', (copy: string) => rmSync(join(copy, lastSeal(keys)))],
      ['the list allows one more', (copy: string) => allow(join(copy, 'VERIFY.md'), 'eu-west-2')],
    ])('fails where %s', (_, change) => {
      const { status, stderr } = changed(sample, change);
      expect(status).not.toBe(0);
      expect(stderr).not.toBe('');
    });
  },
);

describe.skipIf(!canFollow)('the recipe for calls that ran outside', () => {
  it('settles copies, streams and corrections as the report does', () => {
    const wrong = aReported('us-east-1');
    const twice = aReported('us-east-1');
    const stream = aStream();
    const other = aStream();
    const chain = aReported('eu-west-1');
    const second = aCorrection(chain, { additionalEventData: { inferenceRegion: 'eu-west-3' } });
    const records = [
      ...[aCall(), aCall({ awsRegion: 'us-east-1' }), aReported('us-west-2'), twice, twice],
      ...[wrong, aCorrection(wrong, { additionalEventData: { inferenceRegion: 'eu-west-1' } })],
      ...[stream, aCompletion(stream, 'us-east-1'), other, aCompletion(other, 'eu-west-3')],
      ...[
        chain,
        second,
        aCorrection(second, { additionalEventData: { inferenceRegion: 'ap-south-1' } }),
      ],
      ...[aCorrection(aReported('sa-east-1')), aReported('nowhere-9'), aReported(7)],
      ...[
        aReported('eu-west-1', { requestID: 'two' }),
        aReported('us-east-1', { requestID: 'two' }),
      ],
      ...[aReported('us-east-1', { requestID: undefined }), aReported('eu-central-1-waw-1a')],
      ...[aReported('us-east-1-bue-1a'), aCall({ errorCode: 'AccessDenied' })],
      ...[aReported('us-east-2', { eventTime: 'no time' }), aStream({ awsRegion: 'us-west-2' })],
    ];
    const logs = join(mkdtempSync(join(root, 'logs-')), 'day.json.gz');
    writeFileSync(logs, gzipSync(JSON.stringify({ Records: records })));
    const pack = packOf(logs, '--allow', 'eu');
    const { status, stderr, outside } = followGuide(pack);
    expect(outside).toEqual(outsideIn(pack));
    expect([status, stderr]).toEqual([0, '']);
    expect(outside.length).toBeGreaterThan(7);
  });

  it.each([
    ['that name what came before them', 7, 7, false],
    ['in circles, too', 8, 12, true],
  ])('settles corrections %s as the report does', (_, seed, most, mayCircle) => {
    const random = createRandom(seed);
    const regions = ['eu-west-3', 'us-east-1', 'ap-south-1'] as const;
    const records = Array.from({ length: 60 }, (_, world) =>
      Array.from({ length: random.integer(2, most) }, (_, second) => {
        const at = random.integer(0, 3);
        const over = {
          ...{ requestID: `${world}-${random.integer(1, 4)}`, eventID: `${world}-e${at}` },
          eventTime: `2026-11-03T10:31:${10 + second}Z`,
        };
        const of = aReported(random.pick(regions), over);
        const named = { ...of, eventID: `${world}-e${random.integer(0, mayCircle ? 3 : at)}` };
        const isCorrection = mayCircle ? second > most / 3 : named.eventID !== of.eventID;
        return isCorrection ? aCorrection(named, over) : of;
      }),
    );
    const logs = join(mkdtempSync(join(root, 'logs-')), 'day.json.gz');
    writeFileSync(logs, gzipSync(JSON.stringify({ Records: records.flat() })));
    const pack = packOf(logs, '--allow', 'eu');
    const { status, stderr, outside } = followGuide(pack);
    expect(outside).toEqual(outsideIn(pack));
    expect([status, stderr]).toEqual([0, '']);
    expect(outside.length).toBeGreaterThan(20);
  });

  it('is through soon, whatever circles and chains a log was given', () => {
    const naming = (id: string, of: string, requestID: string) =>
      aCorrection({ ...aReported('us-east-1', { requestID }), eventID: of }, { eventID: id });
    const shared = Array.from({ length: 240 }, (_, index) =>
      naming(`shared-${index % 6}`, `shared-${(index * 7 + 1) % 6}`, `shared-${index}`),
    );
    const chain = Array.from({ length: 500 }, (_, index) =>
      naming(`chain-${index + 1}`, `chain-${index}`, 'chain'),
    );
    const first = aReported('us-east-1', { requestID: 'chain', eventID: 'chain-0' });
    const logs = join(mkdtempSync(join(root, 'logs-')), 'day.json.gz');
    writeFileSync(logs, gzipSync(JSON.stringify({ Records: [...shared, first, ...chain] })));
    const pack = packOf(logs, '--allow', 'eu');
    const { status, stderr, outside } = followGuide(pack);
    expect([status, stderr]).toEqual([0, '']);
    expect(outside).toEqual(outsideIn(pack));
    expect(outside).toContain('chain eu-central-1 us-east-1');
  });

  it.each([
    [[], 5],
    [['--from', '2026-11-03T10:31Z', '--until', '2026-11-03T10:32Z'], 5],
    [['--from', '2026-11-03T10:32Z'], 0],
    [['--from', '2027-01-01'], 0],
  ])('of a day that was watched, with %j', async (period, count) => {
    const folder = writeObjects(root, await aSealedDay());
    const pack = join(mkdtempSync(join(root, 'watched-')), 'pack');
    geofence('report', folder, '-o', pack, ...period);
    const { status, stderr, outside } = followGuide(pack);
    expect([status, stderr]).toEqual([0, '']);
    expect(outside).toEqual(outsideIn(pack));
    expect(outside).toHaveLength(count);
  });
});

function add(copy: string): void {
  const folder = join(copy, 'evidence/v1/date=2026-11-03/hour=10');
  const [file = ''] = readdirSync(folder);
  cpSync(join(folder, file), join(folder, `x${file}`));
}

function forget(file: string): void {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const at = report.findings.findIndex(({ verdict }: { verdict: string }) => verdict === 'outside');
  report.findings.splice(at, 1);
  writeFileSync(file, JSON.stringify(report));
}

function lastSeal(keys: readonly string[]): string {
  return keys.findLast((key) => key.endsWith('.json') && key.startsWith('seals/')) ?? '';
}

function allow(guide: string, region: string): void {
  const text = readFileSync(guide, 'utf8');
  writeFileSync(guide, text.replace('"eu": [', `"eu": ["${region}",`));
}
