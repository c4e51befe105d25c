import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import type { FlawKind } from '../../core/prove/flaw.ts';
import {
  aSealedDay,
  at,
  copyFolder,
  isOpenObject,
  keysBelow,
  tamperWith,
  verifyFolder,
  writeObjects,
} from './an-evidence-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-tamper-'));
afterAll(() => rmSync(root, { recursive: true }));

let original = root;
let keys: readonly string[] = [];
let folder = root;
let { read, write, remove, move } = tamperWith(root);
beforeAll(async () => {
  original = writeObjects(root, await aSealedDay());
  keys = keysBelow(original);
});
beforeEach(() => {
  folder = mkdtempSync(join(root, 'copy-'));
  copyFolder(original, folder);
  ({ read, write, remove, move } = tamperWith(folder));
});

const swap = (a: string, b: string) => {
  const [first, second] = [read(a), read(b)];
  write(a, second);
  write(b, first);
};
const find = (part: string) => {
  const key = keys.find((each) => each.includes(part));
  if (key === undefined) throw new Error(`nothing is called ${part}`);
  return key;
};
const seal = (hour: string, kind = 'json') => `seals/v1/date=2026-11-03/hour=${hour}.${kind}`;
const removeSeal = (hour: string) => {
  remove(seal(hour));
  remove(seal(hour, 'sig'));
};
describe('the folder as it was sealed', () => {
  it('holds, and says until when, by whom, and what it settles into', async () => {
    const { exit, result, kinds } = await verifyFolder(folder);
    expect([kinds, result?.unseen]).toEqual([[], []]);
    expect(exit).toBe(0);
    expect(result).toMatchObject({
      seals: 6,
      firstHour: '2026-11-03T10',
      lastHour: '2026-11-03T15',
      origin: { kind: 'proven' },
      late: 1,
      quarantined: 1,
      settled: { outside: 5, inside: 4, undecided: 0 },
    });
    expect(result?.open).toEqual(keys.filter((key) => isOpenObject(key, read(key))));
  });

  it('without a key it is consistent, and its origin is not proven', async () => {
    const { exit, text } = await verifyFolder(folder, { fingerprint: [], format: 'text' });
    expect(exit).toBe(0);
    expect(text).toMatch(/^Consistent, origin not proven/);
  });

  it('by another key it does not hold', async () => {
    const { exit, kinds } = await verifyFolder(folder, { fingerprint: ['ab'.repeat(32)] });
    expect([exit, kinds]).toEqual([1, ['other key']]);
  });
});

describe('the tamper matrix', () => {
  it.each<readonly [string, () => void, readonly FlawKind[]]>([
    [
      'an evidence object is missing',
      () => remove(find('evidence/v1/date=2026-11-03/hour=12')),
      ['missing'],
    ],
    ['a told marker is missing', () => remove(find('told/')), ['missing']],
    ['a quarantined object is missing', () => remove(find('quarantine/')), ['missing']],
    [
      'an evidence object is cut short',
      () => write(find('hour=12/'), read(find('hour=12/')).subarray(0, 50)),
      ['changed'],
    ],
    ['a told marker is rewritten', () => write(find('told/'), '{}'), ['changed']],
    [
      'a line is taken out, and the object renamed to its new hash',
      () => {
        const key = find('evidence/v1/date=2026-11-03/hour=10');
        const lines = gunzipSync(read(key)).toString().trim().split('\n').slice(1);
        const bytes = gzipSync(`${lines.join('\n')}\n`);
        remove(key);
        write(
          `evidence/v1/date=2026-11-03/hour=10/eu-central-1-${sha256Hex(bytes)}.jsonl.gz`,
          bytes,
        );
      },
      ['added', 'missing'],
    ],
    [
      'a line is taken out, and every hash is made again without the key',
      () => {
        const key = find('evidence/v1/date=2026-11-03/hour=15');
        const bytes = gzipSync('');
        const text = read(seal('15')).toString();
        const before = sha256Hex(read(key));
        remove(key);
        write(key.replace(before, sha256Hex(bytes)), bytes);
        write(seal('15'), text.replaceAll(before, sha256Hex(bytes)));
      },
      ['changed'],
    ],
    [
      'an object of a later hour lies in an earlier one',
      () => move(find('hour=15/'), find('hour=15/').replace('hour=15', 'hour=11')),
      ['re-dated'],
    ],
    [
      'an object of the open hour lies in a sealed one',
      () => move(find('hour=16/'), find('hour=16/').replace('hour=16', 'hour=11')),
      ['added'],
    ],
    [
      'an object is there twice',
      () => write(find('hour=15/').replace('hour=15', 'hour=11'), read(find('hour=15/'))),
      ['added'],
    ],
    [
      'two objects of an hour have changed places',
      () =>
        swap(
          ...(keys
            .filter((key) => key.startsWith('evidence') && key.includes('hour=10'))
            .slice(0, 2) as [string, string]),
        ),
      ['reordered'],
    ],
    [
      'a whole hour, with its seal, is replayed on another day',
      () => {
        for (const key of keys.filter((each) => each.includes('hour=10'))) {
          write(key.replace('2026-11-03', '2026-11-04'), read(key));
        }
      },
      ['added', 're-dated'],
    ],
    ['a seal is missing in the middle', () => removeSeal('12'), ['added', 'missing']],
    ['a seal is missing at the start', () => removeSeal('10'), ['added', 'missing']],
    ['a signature is missing', () => remove(seal('12', 'sig')), ['unsigned']],
    ['a seal without its signature', () => remove(seal('12')), ['added', 'missing']],
    ['two seals have changed places', () => swap(seal('12'), seal('13')), ['changed', 're-dated']],
    [
      'two signatures have changed places',
      () => swap(seal('12', 'sig'), seal('13', 'sig')),
      ['changed'],
    ],
    ['a seal is there twice', () => write(seal('16'), read(seal('15'))), ['re-dated', 'unsigned']],
    ['a file among the seals that is none', () => write('seals/v1/notes.txt', 'x'), ['added']],
    [
      'a key that is not the one of its name',
      () => write(`keys/v1/${'0'.repeat(64)}.pem`, read(find('keys/'))),
      ['changed'],
    ],
  ])('%s', async (_, tamper, expected) => {
    tamper();
    const { exit, kinds, result } = await verifyFolder(folder);
    expect(kinds).toEqual(expected);
    expect(result?.unseen).toEqual([]);
    expect(exit).toBe(1);
  });

  it('a seal that is missing at the end is found with --until', async () => {
    removeSeal('14');
    removeSeal('15');
    const { exit, result } = await verifyFolder(
      folder,
      { until: '2026-11-03T15:10Z' },
      at('15:10:00'),
    );
    expect(exit).toBe(1);
    expect(result?.flaws).toContainEqual(
      expect.objectContaining({
        kind: 'cut short',
        what: expect.stringContaining('T14 to 2026-11-03T14'),
      }),
    );
  });

  it('what should be sealed by now, and is not, is not covered; it is not called altered', async () => {
    const { exit, kinds, text } = await verifyFolder(folder, { format: 'text' }, at('17:10:00'));
    expect([exit, kinds]).toEqual([1, []]);
    expect(text).toMatch(/^Not altered, but not covered/);
    const early = await verifyFolder(folder, { until: '2026-11-03T17:09Z' }, at('20:00:00'));
    expect([early.exit, early.kinds]).toEqual([0, []]);
  });
});
