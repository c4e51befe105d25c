import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WriteFile, writeAtomically } from '../../io/write-atomically.ts';

let folder = '';
let page = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-write-'));
  page = join(folder, 'page.html');
});
afterEach(() => rmSync(folder, { recursive: true }));

const never = () => new AbortController().signal;
const failure = (code: string) => Object.assign(new Error('failed'), { code });

/** Writes half of the text, then fails as a full disk does. */
const fullDisk: WriteFile = async (path, text) => {
  await writeFile(path, text.slice(0, text.length / 2));
  throw failure('ENOSPC');
};

describe('written', () => {
  it('whole, in the place of what stood there, and nothing beside it', async () => {
    writeFileSync(page, 'old and longer than what is new');
    expect(await writeAtomically(page, 'new ä', never())).toEqual({ kind: 'written' });
    expect(readFileSync(page, 'utf8')).toBe('new ä');
    expect(readdirSync(folder)).toEqual(['page.html']);
  });

  it('nobody sees half of it: the place is untouched until all is written', async () => {
    writeFileSync(page, 'old');
    const seen: string[] = [];
    const watch: WriteFile = async (path, text, options) => {
      await writeFile(path, text, options);
      seen.push(readFileSync(page, 'utf8'));
      expect(path).not.toBe(page);
    };
    await writeAtomically(page, 'new', never(), watch);
    expect(seen).toEqual(['old']);
    expect(readFileSync(page, 'utf8')).toBe('new');
  });

  it('to where a link leads, and the link stays', async () => {
    const link = join(folder, 'link.html');
    symlinkSync('page.html', link);
    writeFileSync(page, 'old');
    expect(await writeAtomically(link, 'new', never())).toEqual({ kind: 'written' });
    expect(readFileSync(page, 'utf8')).toBe('new');
    expect(readlinkSync(link)).toBe('page.html');
    expect(readdirSync(folder)).toEqual(['link.html', 'page.html']);
  });

  it('many at once, all of them whole', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    const all = await Promise.all(texts.map((text) => writeAtomically(page, text, never())));
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['written']));
    expect(texts).toContain(readFileSync(page, 'utf8'));
    expect(readdirSync(folder)).toEqual(['page.html']);
  });
});

describe('a failure leaves what stood there, and nothing else', () => {
  const thrown =
    (code: string): WriteFile =>
    async () => {
      throw failure(code);
    };
  it.each<readonly [string, WriteFile, RegExp]>([
    ['a full disk', fullDisk, /no space is left on the disk/],
    ['no permission', thrown('EACCES'), /permission denied/],
    ['an error without a code', () => Promise.reject(new Error('odd')), /odd/],
  ])('%s', async (_, write, reason) => {
    writeFileSync(page, 'old');
    const written = await writeAtomically(page, 'new text', never(), write);
    expect(written).toEqual({ kind: 'failed', problem: expect.stringMatching(reason) });
    expect(readdirSync(folder)).toEqual(['page.html']);
    expect(readFileSync(page, 'utf8')).toBe('old');
  });

  it('an abort before it begins', async () => {
    const written = await writeAtomically(page, 'new text', AbortSignal.abort());
    expect(written).toEqual({ kind: 'failed', problem: `${page} was not written: interrupted` });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('an abort while it writes', async () => {
    const controller = new AbortController();
    const halfway: WriteFile = async (path, text, { signal }) => {
      await writeFile(path, text.slice(0, 3));
      expect(readdirSync(folder)).toHaveLength(1);
      controller.abort();
      await writeFile(path, text, { signal });
    };
    const written = await writeAtomically(page, 'new text', controller.signal, halfway);
    expect(written).toEqual({ kind: 'failed', problem: `${page} was not written: interrupted` });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('an abort in the moment between writing and renaming', async () => {
    const controller = new AbortController();
    const late: WriteFile = async (path, text) => {
      await writeFile(path, text);
      controller.abort();
    };
    const written = await writeAtomically(page, 'new text', controller.signal, late);
    expect(written.kind).toBe('failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a folder that is not there', async () => {
    const path = join(folder, 'no', 'page.html');
    expect(await writeAtomically(path, 'x', never())).toEqual({
      kind: 'failed',
      problem: `${path} was not written: there is no such file or folder`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a folder in its place', async () => {
    mkdirSync(page);
    expect((await writeAtomically(page, 'x', never())).kind).toBe('failed');
    expect(readdirSync(folder)).toEqual(['page.html']);
  });

  it('a pipe in its place, which stays, as a device would', async () => {
    execFileSync('mkfifo', [page]);
    expect(await writeAtomically(page, 'x', never())).toEqual({
      kind: 'failed',
      problem: `${page} was not written: what stands there is no ordinary file`,
    });
    expect(statSync(page).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(['page.html']);
  });

  it('names the place safely', async () => {
    const written = await writeAtomically(join(folder, 'a\n\u001b', 'b'), 'x', never());
    expect(written).toEqual({
      kind: 'failed',
      problem: expect.stringContaining('a\\u{a}\\u{1b}/b'),
    });
  });
});
