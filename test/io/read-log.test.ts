import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readLog } from '../../io/read-log.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-read-'));
  file = join(folder, 'a.json');
});
afterEach(() => {
  vi.doUnmock('node:fs');
  vi.resetModules();
  rmSync(folder, { recursive: true });
});

const text = '{"Records":[]}';

describe('the first bytes decide, whatever the name', () => {
  it.each([
    ['a.json', gzipSync(text), text],
    ['a.log', gzipSync(text), text],
    ['a', gzipSync(text), text],
    ['a.json.gz', Buffer.from(text), text],
    ['a.json.gz', gzipSync(text), text],
    ['a.txt', Buffer.concat([gzipSync('{"Rec'), gzipSync('ords":[]}')]), text],
    ['one byte of magic', Buffer.from([0x1f]), '\x1f'],
    ['gzip of nothing.gz', gzipSync(''), ''],
    ['a b\nc.json', Buffer.from(text), text],
  ])('%j', async (name, bytes, unpacked) => {
    writeFileSync(join(folder, name), bytes);
    const log = await readLog(join(folder, name));
    expect(log.kind === 'bytes' ? Buffer.from(log.bytes).toString('latin1') : log).toBe(unpacked);
  });
});

describe('what cannot be read is a value', () => {
  it.each<readonly [string, () => void, RegExp, string | null]>([
    ['no file', () => undefined, /cannot be opened: there is no such file/, null],
    ['0 bytes', () => writeFileSync(file, ''), /empty \(0 bytes\)/, null],
    ['a folder', () => mkdirSync(file), /EISDIR/, null],
    ['a cut gzip', () => writeFileSync(file, gzipSync(text).subarray(0, 12)), /cut off/, 'byte 12'],
    ['the magic alone', () => writeFileSync(file, Buffer.from([0x1f, 0x8b])), /cut off/, 'byte 2'],
    [
      'garbage behind gzip',
      () => writeFileSync(file, Buffer.concat([gzipSync(text), Buffer.from('x')])),
      /1 bytes follow/,
      `byte ${gzipSync(text).length}`,
    ],
    [
      'more than 256 MiB',
      () => {
        writeFileSync(file, '');
        truncateSync(file, 256 * 1024 * 1024 + 1);
      },
      /268435457 bytes, more than 256 MiB/,
      null,
    ],
  ])('%s', async (_, make, problem, place) => {
    make();
    expect(await readLog(file)).toEqual({
      kind: 'unreadable',
      problem: expect.stringMatching(problem),
      place,
    });
  });
});

describe('a file that changes while it is read', () => {
  /** Does something to the file after its bytes were read and before it is looked at again. */
  async function readWhile(change: () => void) {
    writeFileSync(file, text);
    utimesSync(file, 1000, 1000);
    const real = await vi.importActual<typeof import('node:fs')>('node:fs');
    vi.doMock('node:fs', () => ({ ...real, readFileSync: readThenChange }));
    vi.resetModules();
    const { readLog: readSpied } = await import('../../io/read-log.ts');
    return readSpied(file);

    function readThenChange(fd: number): Buffer {
      const bytes = real.readFileSync(fd);
      change();
      return bytes;
    }
  }

  it.each<readonly [string, () => void, RegExp]>([
    ['grows', () => appendFileSync(file, ' '), /changed while it was read/],
    [
      'grows and keeps its time',
      () => {
        appendFileSync(file, ' ');
        utimesSync(file, 1000, 1000);
      },
      /changed while it was read/,
    ],
    ['shrinks', () => truncateSync(file, 3), /changed while it was read/],
    [
      'is written again at the same length',
      () =>
        execFileSync('sh', [
          '-c',
          'sleep 0.02; printf "%s" "{\\"Records\\":{}}" > "$1"',
          'sh',
          file,
        ]),
      /changed while it was read/,
    ],
    ['vanishes', () => rmSync(file), /vanished while it was read/],
  ])('%s: not trusted', async (_, change, problem) => {
    expect(await readWhile(change)).toEqual({
      kind: 'unreadable',
      problem: expect.stringMatching(problem),
      place: null,
    });
  });

  it('does not change: trusted', async () => {
    expect((await readWhile(() => undefined)).kind).toBe('bytes');
  });
});

it('a pipe is read to its end', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reading = readLog(pipe);
  const { writeFile } = await import('node:fs/promises');
  await writeFile(pipe, gzipSync(text));
  const log = await reading;
  expect(log.kind === 'bytes' && Buffer.from(log.bytes).toString()).toBe(text);
});

it('a device that never ends is left at the limit', async () => {
  expect(await readLog('/dev/zero')).toEqual({
    kind: 'unreadable',
    problem: 'it is larger than 256 MiB',
    place: null,
  });
});

it('a file that was gone before it was opened, as a shell hands one over, has not vanished', async () => {
  writeFileSync(file, text);
  const fd = openSync(file, 'r');
  rmSync(file);
  expect((await readLog(`/proc/self/fd/${fd}`)).kind).toBe('bytes');
  closeSync(fd);
});

it('closes what it opened', async () => {
  writeFileSync(file, text);
  for (let index = 0; index < 50; index += 1) await readLog(file);
  const { readdirSync, readlinkSync } = await import('node:fs');
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  expect(open).not.toContain(file);
});
