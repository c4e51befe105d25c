import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../core/policy/canonical-json.ts';
import { checkName } from '../../../core/prove/check-name.ts';
import { readPublicKey } from '../../../core/prove/check-signature.ts';
import { closureKeyOf, renderClosure } from '../../../core/prove/closure.ts';
import { closedKeyOf } from '../../../core/tell/closed-key.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const key = readPublicKey(Buffer.from(pem));
const fingerprint = key.kind === 'key' ? key.fingerprint : '';
const hash = sha256Hex('text');
const told = '{"schema":"told/1","id":"ab","hour":"2026-11-03T10"}';
const closed = '{"schema":"closed/1","id":"closed-10","hour":"2026-11-03T10"}';
const closure = {
  ...({ schema: 'closure/1', closes: 'finding' } as const),
  ...{
    id: '0'.repeat(16),
    by: 'jane',
    closed: '2026-11-04T10:00:00Z',
    reason: 'mended',
    ticket: null,
  },
};
const coverage = '{"schema":"coverage/1","asOf":"2026-11-03T10:00:00.000Z","rows":[],"unseen":[]}';
const HOUR = 'date=2026-11-03/hour=10';

describe('a name that is made of what the object holds', () => {
  it.each([
    [`evidence/v1/${HOUR}/eu-west-1-${hash}.jsonl.gz`, 'text'],
    [`quarantine/v1/${HOUR}/${hash}.jsonl.gz`, 'text'],
    [`policies/v1/${hash}.json`, 'text'],
    [`keys/v1/${fingerprint}.pem`, pem],
    ['told/v1/date=2026-11-03/ab.json', told],
    [closedKeyOf('2026-11-03T10'), closed],
    ['coverage/v1/date=2026-11-03.json', coverage],
    [closureKeyOf(closure.id), renderClosure(closure)],
  ])('%s', (name, text) => expect(checkName(name, Buffer.from(text))).toBeNull());
});

describe('another name', () => {
  it.each([
    [`evidence/v1/${HOUR}/eu-west-1-${hash}.jsonl.gz`, 'other'],
    [`evidence/v1/date=2026-11-03/eu-west-1-${hash}.jsonl.gz`, 'text'],
    [`evidence/v1/date=2026-02-30/hour=10/eu-west-1-${hash}.jsonl.gz`, 'text'],
    [`evidence/v1/date=2026-11-03/hour=24/eu-west-1-${hash}.jsonl.gz`, 'text'],
    [`policies/v1/${hash}.json`, 'other'],
    [`keys/v1/${hash}.pem`, pem],
    [`keys/v1/${fingerprint}.pem`, 'text'],
    ['told/v1/date=2026-11-04/ab.json', told],
    ['told/v1/date=2026-11-03/ac.json', told],
    ['told/v1/date=2026-11-03/ab.json', 'text'],
    [closedKeyOf('2026-11-03T11'), closed],
    ['coverage/v1/date=2026-11-04.json', coverage],
    ['coverage/v1/date=2026-11-03.json', '{}'],
    [closureKeyOf('1'.repeat(16)), renderClosure(closure)],
    [closureKeyOf(closure.id), 'text'],
  ])('%s', (name, text) => expect(checkName(name, Buffer.from(text))).toMatch(/\S/));
});
