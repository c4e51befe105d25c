import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { digestSignaturesText } from '../../core/prove/digest-signatures.ts';
import { aTrail, keyFile, signatureOf } from '../core/prove/a-trail.ts';
import { changed, verifyMade as verify } from './verify-made-trail.ts';

const TRAIL = aTrail({ hours: 4 });
const bytesOf = (key: string): Buffer => TRAIL.files.get(key) ?? Buffer.alloc(0);

describe('an untouched trail is proven', () => {
  it.each([
    ['as it lies in the bucket', {}],
    ['with a key in SubjectPublicKeyInfo', { keys: keyFile('spki') }],
    ['copied into other folders', { place: (key: string) => `deep/down/${basename(key)}` }],
    ['with its prefix cut off', { place: (key: string) => key.split('/').slice(2).join('/') }],
  ])('%s', async (_, how) => {
    const { exit, text } = await verify(TRAIL, how);
    expect(text).toContain('prove 4 of 4 log files, from 2026-11-03 08:00 to 2026-11-03 12:00 UTC');
    expect(exit).toBe(0);
  });

  it('unpacked', async () => {
    const files = new Map(
      [...TRAIL.files].map(([key, bytes]) => [key.replace(/\.gz$/, ''), gunzipSync(bytes)]),
    );
    expect((await verify({ ...TRAIL, files })).exit).toBe(0);
  });

  it('filled in later, a chain of its own beside the other', async () => {
    const backfill = aTrail({ hours: 2, backfill: true, region: 'us-east-1' });
    const files = new Map([...TRAIL.files, ...backfill.files]);
    const signatures = digestSignaturesText([signatureOf(TRAIL), signatureOf(backfill)]);
    const { exit, text } = await verify({ ...TRAIL, files }, { signatures });
    expect(text).toContain('us-east-1 my_trail eu-west-1 backfill: from 2026-11-03 08:00');
    expect(exit).toBe(0);
  });

  it('packed anew: no unpacked byte is another', async () => {
    const again = changed(TRAIL, (files) => {
      for (const key of files.keys())
        files.set(key, gzipSync(gunzipSync(bytesOf(key)), { level: 1 }));
    });
    expect((await verify(again)).exit).toBe(0);
  });

  it('a gap because logging was stopped is told, and is no tampering', async () => {
    const gap = aTrail({ hours: 6, stopped: [2, 3], starts: [4] });
    for (const key of gap.logs.slice(2, 4)) gap.files.delete(key);
    const signatures = digestSignaturesText([signatureOf(gap), signatureOf(gap, 3)]);
    const { exit, text } = await verify(gap, { signatures });
    expect(text).toContain('no digests from 2026-11-03 10:00 to 2026-11-03 12:00');
    expect(exit).toBe(0);
  });

  it('a log file that is newer than every digest is still open', async () => {
    const open = aTrail({ hours: 5, stopped: [4] });
    const { exit, text } = await verify(open);
    expect(text).toContain('1 log file is newer than every digest');
    expect(exit).toBe(0);
  });
});

describe('what is not proven is said, and ends with 2', () => {
  it.each([
    ['no key', { keys: null }, 'no public key 8eba5db5bea9b640d1c96a77256fe7f2 was given'],
    ['no signature', { signatures: null }, 'no digest follows, and its signature was not saved'],
  ])('%s', async (_, how, what) => {
    const { exit, text } = await verify(TRAIL, how);
    expect(text).toContain(what);
    expect(exit).toBe(2);
  });

  it('log files of a time in which logging was stopped', async () => {
    const { exit, text } = await verify(aTrail({ hours: 6, stopped: [2, 3], starts: [4] }));
    expect(text).toContain('Not covered: no valid digest is here for their time:');
    expect(exit).toBe(2);
  });

  it('log files that are newer by hours than every digest', async () => {
    const { exit, text } = await verify(aTrail({ hours: 8, stopped: [4, 5, 6, 7] }));
    expect(text).toContain('2 log files are newer than every digest');
    expect(text).toContain('Not covered: no valid digest is here for their time:');
    expect(exit).toBe(2);
  });

  it('a folder without a digest', async () => {
    const { exit, text } = await verify(
      changed(TRAIL, (files) => files.clear()),
      { signatures: null },
    );
    expect(text).toContain('no digest of CloudTrail is here');
    expect(exit).toBe(2);
  });

  it.each([
    ['keys', { keys: Buffer.from('{"PublicKeyList":[{"Fingerprint":"a","Value":"AAAA"}]}') }],
    ['keys', { keys: Buffer.from('nonsense') }],
    ['signatures', { signatures: '{"schema":"digest-signatures/9","signatures":[]}' }],
  ])('a file of %s that is none', async (_, how) => {
    const { exit, text, err } = await verify(TRAIL, how);
    expect([exit, text]).toEqual([2, '']);
    expect(err).toMatch(/^geofence verify: .+\n$/);
  });
});
