import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { fingerprintOf } from '../../core/prove/fingerprint.ts';
import { describeKey } from '../../lambdas/seal-key/describe-key.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const der = (publicKey as KeyObject).export({ type: 'spki', format: 'der' });
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
  const Data = { Fingerprint: fingerprintOf(der), PublicKey };
  expect(answer).toEqual({ ...common, Status: 'SUCCESS', Data });
  expect(Data.Fingerprint).toMatch(/^[0-9a-f]{64}$/);
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
