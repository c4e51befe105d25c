import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Found, findLogs, reasonOf } from '../../io/find-logs.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-find-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(...names: string[]) {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '{}');
  }
}

/** "file a.json", relative to the folder of the test. */
async function find(...names: string[]): Promise<string[]> {
  const found: Found[] = [];
  for await (const each of findLogs(names.map((name) => join(folder, name)))) found.push(each);
  return found.map(({ kind, path }) => `${kind} ${relative(folder, path)}`);
}

describe('names within a folder', () => {
  it.each([
    'a.json',
    'a.jsonl',
    'a.ndjson',
    'a.log',
    'a.json.gz',
    'a.jsonl.gz',
    'a.ndjson.gz',
    'a.log.gz',
    'A.JSON.GZ',
    '.json',
    'a b.json',
    'json.json',
  ])('%s is looked at', async (name) => {
    put(name);
    expect(await find('.')).toEqual([`file ${name}`]);
  });

  it.each([
    'a.txt',
    'a.json.bak',
    'ajson',
    'json',
    'a.gz',
    'a.tar.gz',
    'a.json.gz.part',
    'a.json.zst',
    'a.json\n',
    'a.jsons',
  ])('%j is skipped, and said', async (name) => {
    put(name);
    expect(await find('.')).toEqual([`skipped ${name.replace('\n', '\\u{a}')}`]);
  });

  it.each([
    ['CloudTrail', 'file'],
    ['CloudTrail-Digest', 'skipped'],
    ['CloudTrail-Insight', 'skipped'],
    ['CloudTrail-NetworkActivity', 'skipped'],
    ['CloudTrail-Aggregated', 'skipped'],
    ['CloudTrail-Digests', 'file'],
    ['My-CloudTrail-Digest', 'file'],
  ])('a folder %s: %s', async (name, kind) => {
    put(`AWSLogs/${name}/eu/a.json`);
    const path = kind === 'file' ? `AWSLogs/${name}/eu/a.json` : `AWSLogs/${name}`;
    expect(await find('.')).toEqual([`${kind} ${path}`]);
  });
});

describe('what a person names is looked at', () => {
  it.each([
    ['whatever its name', 'a.txt', ['file a.txt']],
    ['in a folder that is skipped', 'CloudTrail-Digest/a.json', ['file CloudTrail-Digest/a.json']],
    ['when it is such a folder itself', 'CloudTrail-Digest', ['file CloudTrail-Digest/a.json']],
    ['and missing, if it is not there', 'b.json', ['gap b.json']],
    ['and is no folder below a file', 'a.txt/b', ['gap a.txt/b']],
    ['and is empty, if there is nothing', 'empty', []],
  ])('%s', async (_, name, found) => {
    put('a.txt', 'CloudTrail-Digest/a.json');
    mkdirSync(join(folder, 'empty'));
    expect(await find(name)).toEqual(found);
  });

  it('a missing path is a gap that says so, beside what is there', async () => {
    put('a.json');
    const found: Found[] = [];
    for await (const each of findLogs([join(folder, 'no\nthing'), folder])) found.push(each);
    expect(found).toEqual([
      { kind: 'file', path: join(folder, 'a.json'), shown: join(folder, 'a.json') },
      {
        kind: 'gap',
        path: `${folder}/no\\u{a}thing`,
        problem: 'it cannot be looked at: there is no such file or folder',
      },
    ]);
  });
});

describe('each file once', () => {
  it.each([
    ['named twice', ['a.json', 'a.json']],
    ['named in two ways', ['a.json', 'sub/../a.json']],
    ['with its folder after it', ['a.json', '.']],
    ['with its folder before it', ['.', 'a.json']],
    ['folders named twice', ['.', 'sub/..']],
    ['through a link that is named', ['link.log', '.']],
  ])('%s', async (_, names) => {
    put('a.json', 'sub/b.json');
    symlinkSync('a.json', join(folder, 'link.log'));
    const found = await find(...names);
    const real = found.map((each) => each.replace('link.log', 'a.json'));
    expect(new Set(real).size).toBe(found.length);
    expect(real.filter((each) => each === 'file a.json')).toHaveLength(1);
  });

  it('two files of one content are two', async () => {
    put('a.json', 'b.json');
    expect(await find('.')).toEqual(['file a.json', 'file b.json']);
  });
});

describe('links', () => {
  it('loops end, and what stands in them is found once', async () => {
    put('sub/a.json', 'other/b.json');
    symlinkSync('..', join(folder, 'sub/up'));
    symlinkSync('.', join(folder, 'self'));
    symlinkSync('../sub', join(folder, 'other/across'));
    symlinkSync('../other', join(folder, 'sub/back'));
    const found = await find('.');
    expect(found.map((each) => each.split('/').at(-1)).sort()).toEqual(['a.json', 'b.json']);
  });

  it('a link to itself and a broken link are gaps', async () => {
    put('a.json');
    symlinkSync('circle.json', join(folder, 'circle.json'));
    symlinkSync('gone.json', join(folder, 'link.json'));
    expect(await find('.')).toEqual(['file a.json', 'gap circle.json', 'gap link.json']);
  });

  it('a link to a folder of other things is skipped', async () => {
    put('real/a.json');
    symlinkSync('real', join(folder, 'CloudTrail-Digest'));
    expect(await find('.')).toEqual(['skipped CloudTrail-Digest', 'file real/a.json']);
  });
});

it('a file and folder whose names hold a new line and an escape are read, and shown safely', async () => {
  const name = 'a\n\u001b[31m\u202e.json';
  put(`x\r/${name}`);
  const found: Found[] = [];
  for await (const each of findLogs([folder])) found.push(each);
  expect(found).toEqual([
    {
      kind: 'file',
      path: join(folder, 'x\r', name),
      shown: `${folder}/x\\u{d}/a\\u{a}\\u{1b}[31m\\u{202e}.json`,
    },
  ]);
});

it('the order is that of the names, whatever was made or named first', async () => {
  put('b.json', 'B.json', 'a/2.json', 'a/10.json', 'a.json', 'ä.json', '_.json');
  const order = ['B.json', '_.json', 'a/10.json', 'a/2.json', 'a.json', 'b.json', 'ä.json'];
  expect(await find('.')).toEqual(order.map((name) => `file ${name}`));
  const named = await find('b.json', 'a', 'B.json');
  expect(named).toEqual(['file B.json', 'file a/10.json', 'file a/2.json', 'file b.json']);
  expect(await find('B.json', 'b.json', 'a')).toEqual(named);
});

it('a folder that may not be read is a gap', async () => {
  put('shut/a.json', 'b.json');
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'shut'), 0o000);
  const found: Found[] = [];
  await asNobody(async () => {
    for await (const each of findLogs([folder])) found.push(each);
  });
  chmodSync(join(folder, 'shut'), 0o700);
  expect(found).toEqual([
    expect.objectContaining({ kind: 'file', path: join(folder, 'b.json') }),
    {
      kind: 'gap',
      path: join(folder, 'shut'),
      problem: 'the folder cannot be read: permission denied',
    },
  ]);
});

/** Nothing is shut to root, so root becomes somebody else for as long as it takes. */
async function asNobody(task: () => Promise<void>) {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  await task().finally(() => isRoot && process.seteuid?.(0));
}

it('what is named like a log and is none is a gap, unless a person named it', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.json'), join(folder, 'pipe')]);
  expect(await find('.')).toEqual(['skipped pipe', 'gap pipe.json']);
  expect(await find('pipe.json')).toEqual(['file pipe.json']);
});

it.each([
  ['ENOENT', 'there is no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ELOOP', 'its links go in a circle'],
  ['ENOSPC', 'no space is left on the disk'],
  ['EIO', 'EIO'],
])('%s: %s', (code, reason) => {
  expect(reasonOf(Object.assign(new Error('x'), { code }))).toBe(reason);
  expect(reasonOf(new Error('plain'))).toBe('plain');
});
