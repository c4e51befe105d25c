import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyEvidence } from '../../cli/verify-evidence.ts';
import { createFolderSource } from '../../io/folder-source.ts';
import { PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import {
  aSealedDay,
  at,
  keysBelow,
  NOW,
  verifyFolder,
  writeObjects,
} from './an-evidence-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-verify-'));
afterAll(() => rmSync(root, { recursive: true }));

let original = root;
let folder = root;
beforeAll(async () => {
  original = writeObjects(root, await aSealedDay());
});
beforeEach(() => {
  folder = mkdtempSync(join(root, 'copy-'));
  cpSync(original, folder, { recursive: true, preserveTimestamps: true });
});

const SEAL = 'seals/v1/date=2026-11-03/hour=12.json';
const write = (key: string, text: string) => writeFileSync(join(folder, key), text);
const read = (key: string) => readFileSync(join(folder, key), 'utf8');
const pemOf = (type: 'rsa' | 'ec') => {
  const { publicKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
};

describe('what cannot be looked at is one clear line, and exit 2', () => {
  it.each<readonly [string, () => void, string, RegExp]>([
    ['a seal that is not JSON', () => write(SEAL, 'not json'), SEAL, /no JSON object/],
    ['a seal that is empty', () => write(SEAL, ''), SEAL, /no JSON object/],
    [
      'a seal of a version to come',
      () => write(SEAL, read(SEAL).replace('seal/1', 'seal/2')),
      SEAL,
      /its schema is "seal\/2", and this program reads "seal\/1" only/,
    ],
    [
      'a seal with a field of another type',
      () => write(SEAL, read(SEAL).replace(/"bytes":\d+/, '"bytes":"many"')),
      SEAL,
      /objects\.0\.bytes/,
    ],
    [
      'a link out of the folder',
      () => symlinkSync('/etc/hostname', join(folder, 'evidence/v1/link.jsonl.gz')),
      'evidence/v1/link.jsonl.gz',
      /it is a link/,
    ],
    [
      'a folder that is a link',
      () => symlinkSync('/etc', join(folder, 'evidence/v1/date=2026-11-02')),
      'evidence/v1/date=2026-11-02',
      /it is a link/,
    ],
    [
      'a name with a line feed',
      () => write('evidence/v1/a\nb.jsonl.gz', ''),
      'evidence/v1/a\\u{a}b.jsonl.gz',
      /control character/,
    ],
    [
      'a draft of a writer',
      () => write('evidence/v1/x.jsonl.gz.77-1.tmp', ''),
      'evidence/v1/x.jsonl.gz.77-1.tmp',
      /being written/,
    ],
    [
      'no seals at all',
      () => rmSync(join(folder, 'seals'), { recursive: true }),
      'seals/v1',
      /no seal/,
    ],
  ])('%s', async (_, change, where, problem) => {
    change();
    const { exit, result } = await verifyFolder(folder);
    expect(exit).toBe(2);
    expect(result?.unseen).toContainEqual({
      where: expect.stringContaining(where),
      problem: expect.stringMatching(problem),
    });
    const { text } = await verifyFolder(folder, { format: 'text' });
    expect(text).not.toMatch(/^(Yes|Consistent)/);
    expect(text).toContain('Not looked at');
  });

  it('a clock that is behind: seals from the future', async () => {
    const { exit, result } = await verifyFolder(folder, {}, at('13:00:00'));
    expect(exit).toBe(2);
    expect(result?.unseen[0]?.problem).toMatch(/correct the clock of this machine/);
  });

  it('a folder that is written to while it is read', async () => {
    const key = keysBelow(folder).find((each) => each.startsWith('evidence/')) ?? '';
    const quiet = createFolderSource(folder);
    const source = {
      list: quiet.list,
      read: async (each: string, versionId: string | null) => {
        const reading = quiet.read(each, versionId);
        if (each === key) appendFileSync(join(folder, key), 'x'.repeat(100_000));
        return reading;
      },
    };
    const trust = {
      keys: [],
      fingerprints: new Set([PUBLIC_KEY.fingerprint]),
      nowMs: NOW,
      untilMs: null,
    };
    const { signal } = new AbortController();
    const { flaws, unseen } = await verifyEvidence(source, trust, signal, () => undefined);
    expect(flaws.length + unseen.length).toBeGreaterThan(0);
  });

  it.each<readonly [string, () => object, RegExp]>([
    [
      'a key that is RSA',
      () => aKeyFile(pemOf('rsa')),
      /key of type rsa; seals are signed with ECC P-256/,
    ],
    ['a key of another curve', () => aKeyFile(pemOf('ec')), /key of type ec secp384r1/],
    ['a key that is none', () => aKeyFile('hello'), /no public key in PEM or DER/],
    ['a key that is not there', () => ({ publicKey: 'nothing.pem' }), /no such file/],
    ['a fingerprint that is cut', () => ({ fingerprint: ['ab12'] }), /64 hex digits/],
    ['a time that is none', () => ({ until: 'yesterday' }), /no such time/],
  ])('%s', async (_, options, problem) => {
    const { exit, err, text } = await verifyFolder(folder, options());
    expect([exit, text]).toEqual([2, '']);
    expect(err).toMatch(problem);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['nothing-there', /no such file or folder/],
    ['package.json', /no folder/],
    ['s3://', /no place in S3/],
    ['s3://Upper_Case', /no place in S3/],
  ])('%s', async (where, problem) => {
    const { exit, err } = await verifyFolder(where);
    expect(exit).toBe(2);
    expect(err).toMatch(problem);
  });

  function aKeyFile(text: string): object {
    const publicKey = join(mkdtempSync(join(root, 'key-')), 'key.pem');
    writeFileSync(publicKey, text);
    return { publicKey };
  }
});

describe('what is beside', () => {
  it('other files are left alone, and counted', async () => {
    write('VERIFY.md', 'how');
    mkdirSync(join(folder, 'notes'));
    write('notes/a.txt', 'x');
    const { exit, result } = await verifyFolder(folder);
    expect([exit, result?.others]).toEqual([0, 2]);
  });
});

const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' });

describe('openssl', () => {
  it.skipIf(openssl.status !== 0)(
    'takes every signature, and refuses a seal that is another',
    () => {
      const key = keysBelow(folder).find((each) => each.startsWith('keys/')) ?? '';
      const check = (seal: string, signature: string) =>
        spawnSync('openssl', ['dgst', '-sha256', '-verify', key, '-signature', signature, seal], {
          cwd: folder,
          encoding: 'utf8',
        });
      const seals = keysBelow(folder).filter((each) => /^seals\/.*json$/.test(each));
      expect(seals).toHaveLength(6);
      for (const seal of seals) {
        const { status, stdout } = check(seal, seal.replace('.json', '.sig'));
        expect([status, stdout.trim()]).toEqual([0, 'Verified OK']);
      }
      expect(check(seals[0] ?? '', (seals[1] ?? '').replace('.json', '.sig')).status).toBe(1);
    },
  );

  it.skipIf(openssl.status !== 0)('says of the key the fingerprint that geofence prints', () => {
    const key = keysBelow(folder).find((each) => each.startsWith('keys/')) ?? '';
    const { stdout } = spawnSync(
      'bash',
      ['-c', `openssl pkey -pubin -in ${key} -outform DER | sha256sum`],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stdout).toContain(PUBLIC_KEY.fingerprint);
  });
});
