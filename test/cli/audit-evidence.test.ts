import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closureKeyOf, renderClosure } from '../../core/prove/closure.ts';
import { aPerturbedRecord } from '../core/judge/perturb.ts';
import { aCall, aCorrection, aReported, aSubmission } from '../core/judge/records.ts';
import { keysBelow, verifyFolder } from './an-evidence-folder.ts';
import { auditFiles } from './audit-files.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-audit-evidence-'));
afterAll(() => rmSync(root, { recursive: true }));

let place = root;
let logs = '';
let evidence = '';
let key = '';
beforeEach(() => {
  place = mkdtempSync(join(root, 'audit-'));
  logs = join(place, 'logs.json');
  evidence = join(place, 'evidence');
  key = join(place, 'seals.key');
  const wrong = aReported('us-east-1', { eventTime: '2026-11-03T12:00:00Z' });
  const records = [
    aCall(),
    aReported('us-east-1'),
    wrong,
    aCorrection(wrong, { additionalEventData: { inferenceRegion: 'eu-west-1' } }),
    aSubmission(),
    aCall({ eventTime: 'no time' }),
    aCall({ eventTime: '9999-12-31T23:59:59-23:00' }),
    aCall({ awsRegion: '../../etc' }),
    { eventSource: 'bedrock.amazonaws.com' },
  ];
  writeFileSync(logs, JSON.stringify({ Records: records }));
});

const audit = (over: object = {}) => auditFiles([logs], ['eu'], { evidence, ...over });
const fingerprintIn = (err: string) => /^ {2}([0-9a-f]{64})$/m.exec(err)?.[1] ?? '';
const verify = (over: object = {}) =>
  verifyFolder(evidence, { fingerprint: [], ...over }, Date.now());

describe('audit --evidence', () => {
  it('writes what verify proves, and settles into what the audit said', async () => {
    const { exit, report, err } = await audit({ key });
    expect(exit).toBe(2);
    const fingerprint = fingerprintIn(err);
    const { result, ...verified } = await verify({ fingerprint: [fingerprint] });
    expect([verified.exit, verified.kinds, result?.unseen]).toEqual([0, [], []]);
    expect(result?.origin).toEqual({ kind: 'proven', fingerprint });
    const { inside, outside, undecided } = report?.totals ?? {};
    expect(result?.settled).toMatchObject({ inside, outside, undecided, submissions: 1 });
    expect(result).toMatchObject({ hours: 'event', quarantined: 1, firstHour: '2026-11-03T10' });
  });

  it('is not altered by closing a finding afterwards; nonsense in its place is', async () => {
    await audit({ key });
    const path = join(evidence, closureKeyOf('0123456789abcdef'));
    mkdirSync(dirname(path), { recursive: true });
    const said = { by: 'jane', reason: 'mended', ticket: null, closed: new Date().toISOString() };
    const fixed = { schema: 'closure/1', id: '0123456789abcdef', closes: 'finding' } as const;
    writeFileSync(path, renderClosure({ ...fixed, ...said }));
    const after = await verify();
    expect([after.kinds, after.result?.unseen]).toEqual([['not covered'], []]);
    writeFileSync(path, renderClosure({ ...fixed, ...said, by: '' }));
    expect((await verify()).kinds).toEqual(['changed']);
  });

  it('stays within its folder, whatever a record calls its Region', async () => {
    await audit();
    expect(keysBelow(evidence).some((each) => each.includes('/unknown-'))).toBe(true);
    expect(readdirSync(place).sort()).toEqual(['evidence', 'logs.json']);
  });

  it('without a key it says that nobody signed it', async () => {
    expect((await audit()).err).toMatch(/^Not signed/m);
    const { exit, text } = await verify({ format: 'text' });
    expect(exit).toBe(0);
    expect(text).toMatch(/origin not proven: a chain of hashes that nobody signed/);
  });

  it('a seal that nobody signed is held by the next one', async () => {
    await audit();
    const [first = ''] = keysBelow(evidence).filter((each) => each.startsWith('seals/'));
    const text = readFileSync(join(evidence, first), 'utf8');
    writeFileSync(join(evidence, first), text.replace('"code":"0.0.0"', '"code":"0.0.1"'));
    const { exit, result } = await verify();
    expect(exit).toBe(1);
    expect(result?.flaws).toMatchObject([{ kind: 'changed', where: first }]);
  });

  it('nobody signed it, and somebody should have', async () => {
    await audit();
    const { exit, kinds } = await verify({ fingerprint: ['ab'.repeat(32)] });
    expect([exit, kinds]).toEqual([1, ['unsigned']]);
  });

  it('the key is made for its owner alone, and used again', async () => {
    const first = await audit({ key });
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const made = readFileSync(key);
    const second = await audit({ key, evidence: join(place, 'second') });
    expect(readFileSync(key)).toEqual(made);
    expect(fingerprintIn(second.err)).toBe(fingerprintIn(first.err));
    expect([first.err.includes('made now'), second.err.includes('made now')]).toEqual([
      true,
      false,
    ]);
  });

  it('warns of a key that others can read', async () => {
    await audit({ key });
    chmodSync(key, 0o644);
    expect((await audit({ key, evidence: join(place, 'second') })).err).toMatch(/chmod 600/);
  });

  it('a chain that is cut at its end is found without --until', async () => {
    await audit({ key });
    const last = keysBelow(evidence)
      .filter((each) => each.startsWith('seals/'))
      .slice(-2);
    for (const each of last) rmSync(join(evidence, each));
    expect((await verify()).kinds).toContain('cut short');
  });

  it('something added after the final seal is found', async () => {
    await audit({ key });
    const [some = ''] = keysBelow(evidence).filter((each) => each.includes('/eu-central-1-'));
    writeFileSync(
      join(evidence, some.replace('eu-central-1-', 'eu-central-2-')),
      readFileSync(join(evidence, some)),
    );
    expect((await verify()).exit).toBe(1);
  });

  it('logs without a call are one final seal', async () => {
    writeFileSync(logs, JSON.stringify({ Records: [] }));
    await audit({ key });
    expect((await verify()).result).toMatchObject({ seals: 1, records: 0, flaws: [], unseen: [] });
  });
});

describe('what cannot be done is said before anything is read', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  it.each<readonly [string, () => object, RegExp]>([
    ['a folder that holds something', () => ({ evidence: place }), /not empty.\n {2}Fix: /],
    [
      'a key without a folder',
      () => ({ evidence: undefined, key }),
      /--key signs evidence.\n {2}Fix: /,
    ],
    ['a key that is none', () => ({ key: logs }), /no private key/],
    [
      'a key of another type',
      () => {
        writeFileSync(key, rsa.export({ type: 'pkcs8', format: 'pem' }));
        return { key };
      },
      /key of type rsa/,
    ],
    ['a key where there is no folder', () => ({ key: join(place, 'no', 'key') }), /cannot be made/],
  ])('%s', async (_, options, problem) => {
    const { exit, text, err } = await audit(options());
    expect([exit, text]).toEqual([2, '']);
    expect(err).toMatch(problem);
    expect(existsSync(join(place, 'evidence'))).toBe(false);
  });
});

describe('any records', () => {
  it('settle from their evidence into what the audit said of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aPerturbedRecord, { maxLength: 12 }), async (records) => {
        writeFileSync(logs, JSON.stringify({ Records: records }));
        rmSync(evidence, { recursive: true, force: true });
        const { report } = await audit();
        const { result, exit } = await verify();
        expect([exit, result?.flaws, result?.unseen]).toEqual([0, [], []]);
        const { inside, waived, outside, undecided } = report?.totals ?? {};
        expect(result?.settled).toMatchObject({ inside, waived, outside, undecided });
        expect(result?.settled['not-served']).toBe(report?.totals.notServed);
      }),
      { numRuns: process.env.DEEP ? 1000 : 40 },
    );
  });
});
