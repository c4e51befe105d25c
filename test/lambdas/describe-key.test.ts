import { createHash, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeKey } from '../../lambdas/seal-key/describe-key.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const der = publicKey.export({ type: 'spki', format: 'der' });
const request = (RequestType: string) => ({
  ...{ RequestType, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'PublicKey' },
  ResourceProperties: { KeyId: 'key-1' },
});
const common = {
  ...{ PhysicalResourceId: 'key-1', StackId: 'stack', RequestId: 'request' },
  LogicalResourceId: 'PublicKey',
};

it.each(['Create', 'Update'])('tells the fingerprint on %s', async (type) => {
  const answer = await describeKey(request(type), async () => der);
  const PublicKey = der.toString('base64');
  const Data = { Fingerprint: createHash('sha256').update(der).digest('hex'), PublicKey };
  expect(answer).toEqual({ ...common, Status: 'SUCCESS', Data });
});

it('takes nothing away on Delete, also where the key is gone', async () => {
  const gone = () => Promise.reject(new Error('no such key'));
  expect(await describeKey(request('Delete'), gone)).toEqual({ ...common, Status: 'SUCCESS' });
});

it('answers also where it could not read the key, or was asked nothing', async () => {
  const forbidden = () => Promise.reject(new TypeError('no'));
  expect(await describeKey(request('Create'), forbidden)).toEqual({
    ...common,
    Status: 'FAILED',
    Reason: 'TypeError: no',
  });
  expect(await describeKey(null, forbidden)).toMatchObject({ Status: 'FAILED' });
});

it('refuses a key of another type', async () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
  const wrong = other.export({ type: 'spki', format: 'der' });
  expect(await describeKey(request('Create'), async () => wrong)).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('seals are signed with ECC P-256'),
  });
});
