import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { aCall, aReported } from '../core/judge/records.ts';
import { aTerminal, auditFiles } from './audit-files.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-bad-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder = root;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'logs-'));
  writeFileSync(
    join(folder, 'good.json'),
    JSON.stringify({ Records: [aCall(), aReported('us-east-1')] }),
  );
});

const json = JSON.stringify;
const good = gzipSync(json({ Records: Array.from({ length: 50 }, () => aCall()) }));
const flipped = Buffer.from(good);
flipped.writeUInt8((flipped.at(-6) ?? 0) ^ 0x10, flipped.length - 6);

describe('a file that cannot be read is named, and everything else is judged', () => {
  it.each([
    ['truncated', 'bad.json.gz', good.subarray(0, 600), /cut off/, 'byte 600'],
    ['bit-flipped', 'bad.json.gz', flipped, /damaged/, null],
    [
      'trailing garbage',
      'bad.json.gz',
      Buffer.concat([good, Buffer.from('garbage')]),
      /7 bytes follow/,
      `byte ${good.length}`,
    ],
    ['not JSON', 'bad.json', Buffer.from('not json at all'), /not JSON/, null],
    [
      'NUL bytes',
      'bad.json',
      Buffer.from(`${json(aCall())}\0\0`),
      /NUL byte/,
      `byte ${json(aCall()).length}`,
    ],
    ['empty', 'bad.json', Buffer.alloc(0), /empty/, null],
    [
      'a gzip bomb',
      'bad.json.gz',
      gzipSync(Buffer.alloc(257 * 1024 * 1024)),
      /more than 256 MiB/,
      null,
    ],
    ['deep nesting', 'bad.json', Buffer.from('['.repeat(100_000)), /deeper than 512/, 'byte 512'],
  ])('%s', async (_, name, bytes, problem, place) => {
    writeFileSync(join(folder, name), bytes);
    const { exit, report } = await auditFiles([folder], ['eu']);
    expect(exit).toBe(2);
    expect(report?.totals).toMatchObject({ files: 2, unreadableFiles: 1, calls: 2, outside: 1 });
    expect(report?.gaps).toHaveLength(1);
    expect(report?.gaps[0]).toMatchObject({
      kind: 'file',
      file: join(folder, name),
      problem: expect.stringMatching(problem),
    });
    if (place !== null && name !== 'bad.json') expect(report?.gaps[0]?.place).toBe(place);
    expect(report?.alarms.map(({ id }) => id)).toContain('unreadable');
  });

  it('a bad line of JSON lines is one record', async () => {
    const long = json(aCall({ userAgent: 'x'.repeat(1_000_001) }));
    writeFileSync(
      join(folder, 'bad.jsonl'),
      [json(aCall()), long, '{"cut', json(aCall())].join('\n'),
    );
    const { exit, report } = await auditFiles([folder], ['eu']);
    expect(exit).toBe(2);
    expect(report?.totals).toMatchObject({
      unreadableFiles: 0,
      unreadableRecords: 2,
      records: 6,
      calls: 4,
    });
    expect(report?.gaps.map(({ place }) => place)).toEqual(['line 2', 'line 3']);
  });
});

describe('paths', () => {
  it('a missing path, beside one that is there', async () => {
    const { exit, report } = await auditFiles([join(folder, 'nothing'), folder], ['eu']);
    expect(exit).toBe(2);
    expect(report?.totals).toMatchObject({ files: 1, calls: 2 });
    expect(report?.gaps[0]?.problem).toMatch(/no such file or folder/);
  });

  it('an empty folder proves nothing', async () => {
    mkdirSync(join(folder, 'empty'));
    expect((await auditFiles([join(folder, 'empty')], ['eu'])).exit).toBe(2);
  });

  it('a loop of links ends, and no file counts twice', async () => {
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync('good.json', join(folder, 'again.json'));
    const { exit, report } = await auditFiles([folder, join(folder, 'good.json'), folder], ['eu']);
    expect(report?.totals).toMatchObject({ files: 1, records: 2, duplicates: 0 });
    expect(exit).toBe(1);
  });

  it('what is not named like a log is said and is no gap', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'x');
    const { exit, report } = await auditFiles([folder], ['eu']);
    expect(report?.skipped.map(({ path }) => path)).toEqual([join(folder, 'notes.txt')]);
    expect(exit).toBe(1);
  });
});

describe('asked wrongly', () => {
  it.each([
    ['no policy at all', [], {}, /neither --policy nor --allow/],
    ['both', ['eu'], { policy: 'x.json' }, /both given/],
    ['an unknown geography', ['europe'], {}, /did you mean/],
    ['a policy that is not there', [], { policy: 'none.json' }, /no such file/],
  ])('%s', async (_, allow, over, message) => {
    const here = process.cwd();
    process.chdir(root);
    const { exit, err, text } = await auditFiles([folder], allow, over).finally(() =>
      process.chdir(here),
    );
    expect(exit).toBe(2);
    expect(err).toMatch(message);
    expect(text).toBe('');
  });
});

describe('--report', () => {
  it.each([
    ['a folder that is not there', 'nowhere/page.html', /no such file or folder/],
    ['a folder in its place', '', /not written/],
  ])('%s: exit 2, and the findings are printed all the same', async (_, name, message) => {
    const { exit, err, report } = await auditFiles([folder], ['eu'], {
      report: join(folder, name),
    });
    expect(exit).toBe(2);
    expect(err).toMatch(message);
    expect(report?.totals.outside).toBe(1);
  });

  it('is one page, written whole', async () => {
    const page = join(folder, 'page.html');
    expect((await auditFiles([folder], ['eu'], { report: page })).exit).toBe(1);
    chmodSync(page, 0o600);
  });

  it('an interrupted audit writes nothing', async () => {
    const { audit } = await import('../../cli/audit.ts');
    const page = join(folder, 'page.html');
    const { terminal, out } = aTerminal({ signal: AbortSignal.abort() });
    expect(
      await audit([folder], { allow: ['eu'], format: 'json', report: page }, '0', terminal),
    ).toBe(130);
    expect(out()).toBe('');
  });
});

it('the output does not depend on the order of files, nor on how records are split over them', async () => {
  const records = [
    aCall(),
    aReported('us-east-1'),
    aReported(null),
    aCall({ errorCode: 'AccessDenied' }),
    aReported('eu-west-3'),
  ];
  const write = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, json(content));
    return path;
  };
  const whole = write('z-whole.json', { Records: records });
  const parts = records.map((record, index) => write(`part-${index}.json`, record));
  const one = await auditFiles([whole], ['eu']);
  const split = await auditFiles(parts, ['eu']);
  expect((await auditFiles(parts.toReversed(), ['eu'])).text).toBe(split.text);
  expect({ ...split.report, totals: { ...split.report?.totals, files: 1 } }).toEqual(one.report);
});
