import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyEvidence } from '../../cli/verify-evidence.ts';
import { readPublicKey } from '../../core/prove/check-signature.ts';
import { createEvidenceBucket } from '../../io/evidence-bucket.ts';
import { openEvidence } from '../../io/open-evidence.ts';
import { createPublicKeyReader } from '../../io/public-key.ts';
import { createSealSigner } from '../../io/seal-signer.ts';
import { sealHours } from '../../lambdas/seal/seal-hours.ts';
import { aSealedDay } from '../cli/an-evidence-folder.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';
import { hourLasts } from './hour-lasts.ts';

const python = await findPython();
const REGION = 'eu-central-1';
const BUCKET = 'geofence-verify-111122223333';
/** When the objects are written, for as long as the tests take. */
let now = 0;
/** Hours are past two hours later. */
const LATER = () => now + 2 * 3_600_000;

describe.skipIf(python.kind === 'missing')('verify, on a bucket with versions and locks', () => {
  let emulator: Emulator;
  let s3: S3Client;
  let fingerprint = '';
  let evidence = '';
  const environment = { ...process.env };

  beforeAll(async () => {
    emulator = await startEmulator();
    await hourLasts();
    now = Date.now();
    Object.assign(process.env, emulator.env, { AWS_REGION: REGION });
    s3 = new S3Client({ region: REGION, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET, ObjectLockEnabledForBucket: true }));
    const place = { bucket: BUCKET, region: REGION, lockMode: 'GOVERNANCE', lockDays: 1 } as const;
    const store = createEvidenceBucket(place);
    for (const [key, { bytes }] of await aSealedDay()) {
      if (!/^(seals|keys)\//.test(key)) await store.put(thisHour(key), bytes);
    }
    const kms = new KMSClient({ region: REGION });
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    );
    const keyArn = KeyMetadata?.Arn ?? '';
    const publicKey = readPublicKey(await createPublicKeyReader(REGION)(keyArn));
    if (publicKey.kind === 'bad') throw new Error(publicKey.problem);
    fingerprint = publicKey.fingerprint;
    const settings = { keyArn, publicKey, code: '1.2.3', regions: [REGION] };
    const ports = { ...store, sign: createSealSigner(keyArn, REGION), now: LATER };
    await sealHours(settings, ports);
    const list = new ListObjectVersionsCommand({ Bucket: BUCKET, Prefix: 'evidence/' });
    evidence = (await s3.send(list)).Versions?.[0]?.Key ?? '';
  });
  afterAll(async () => {
    process.env = environment;
    await emulator?.stop();
  });

  const verify = async () => {
    const opened = await openEvidence(`s3://${BUCKET}`);
    if (opened.kind === 'unusable') throw new Error(opened.problem);
    const trust = { keys: [], fingerprints: new Set([fingerprint]), nowMs: LATER(), untilMs: null };
    const { signal } = new AbortController();
    return verifyEvidence(opened.source, trust, signal, () => undefined);
  };

  it('what was sealed is proven, by a key that never left KMS', async () => {
    const { flaws, unseen, origin, objects, records } = await verify();
    expect([flaws, unseen, origin]).toEqual([[], [], { kind: 'proven', fingerprint }]);
    expect(objects).toBeGreaterThan(10);
    expect(records).toBeGreaterThan(5);
  });

  it('a locked version cannot be deleted', async () => {
    const list = new ListObjectVersionsCommand({ Bucket: BUCKET, Prefix: evidence });
    const VersionId = (await s3.send(list)).Versions?.[0]?.VersionId;
    const remove = new DeleteObjectCommand({ Bucket: BUCKET, Key: evidence, VersionId });
    await expect(s3.send(remove)).rejects.toThrow();
  });

  it('a newer version over a sealed one is found, and the sealed one still proves', async () => {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: evidence, Body: 'forged' }));
    const { flaws, unseen } = await verify();
    expect(flaws).toMatchObject([{ kind: 'overwritten', where: evidence }]);
    expect(unseen).toEqual([]);
  });

  it('a delete marker is found, and what it hides still proves', async () => {
    const before = (await verify()).objects;
    await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: evidence }));
    const { flaws, unseen, objects } = await verify();
    expect(flaws.map(({ kind }) => kind)).toContain('hidden');
    expect([unseen, objects]).toEqual([[], before]);
  });

  it('a bucket that is not there is a line', async () => {
    const opened = await openEvidence('s3://geofence-not-there');
    if (opened.kind === 'unusable') throw new Error(opened.problem);
    const { source } = opened;
    const trust = { keys: [], fingerprints: new Set<string>(), nowMs: LATER(), untilMs: null };
    const { signal } = new AbortController();
    await expect(verifyEvidence(source, trust, signal, () => undefined)).rejects.toThrow(/bucket/i);
  });
});

/** What the day in memory holds, as if it were written in the hour that is now. */
function thisHour(key: string): string {
  const [day, hour] = new Date(now).toISOString().split('T');
  return key.replace(/date=[^/]+/, `date=${day}`).replace(/hour=\d\d/, `hour=${hour?.slice(0, 2)}`);
}
