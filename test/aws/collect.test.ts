import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KEYS_FILE, SIGNATURES_FILE } from '../../cli/check-trail.ts';
import { verifyTrail } from '../../cli/verify-trail.ts';
import { aTerminal } from '../cli/audit-files.ts';
import { layOut, verifyAt } from '../cli/verify-made-trail.ts';
import { aTrail, keyFile, type MadeTrail } from '../core/prove/a-trail.ts';
import { clientOf } from './emulator/client-of.ts';
import { emulatorEnv } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';

const python = await findPython();
const BUCKET = 'audit-bucket';
const REGION = 'eu-central-1';
/** Two chains: what a starting digest cuts off has its signature in the metadata alone. */
const TRAIL = aTrail({ hours: 4, starts: [2] });

describe.skipIf(python.kind === 'missing')('verify --trail --collect', () => {
  let emulator: Emulator;
  let cloudTrail: Awaited<ReturnType<typeof answerKeys>>;
  let s3: S3Client;

  beforeAll(async () => {
    emulator = await startEmulator();
    cloudTrail = await answerKeys();
    s3 = new S3Client({
      ...clientOf({ endpoint: emulator.endpoint, region: REGION }),
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await upload(s3, TRAIL);
    const env = {
      ...emulatorEnv(emulator.endpoint),
      AWS_ENDPOINT_URL_CLOUDTRAIL: cloudTrail.endpoint,
    };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_DEFAULT_REGION', undefined);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    cloudTrail?.server.close();
    await emulator?.stop();
  });

  const collect = async (folder: string) => {
    const { terminal, out, err } = aTerminal();
    const exit = await verifyTrail(folder, { collect: true }, terminal);
    return { exit, text: out(), err: err() };
  };

  it('fetches what the files lack, and then they are proven, also without a connection', async () => {
    const folder = layOut(TRAIL, { keys: null, signatures: null });
    expect((await verifyAt(folder)).exit).toBe(2);
    const { exit, text, err } = await collect(folder);
    expect(err).toContain(`1 public keys in ${join(folder, KEYS_FILE)}, 2 signatures in`);
    expect(text).toContain('prove 4 of 4 log files');
    expect(exit).toBe(0);
    expect(cloudTrail.asked).toEqual(['CloudTrail_20131101.ListPublicKeys']);
    expect((await verifyAt(folder)).exit).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('a digest whose object has no signature, or is gone, is named', async () => {
    const other = aTrail({ hours: 1, region: 'eu-west-1' });
    await upload(s3, { ...other, digests: [] });
    const bare = layOut(other, { keys: null, signatures: null });
    const gone = layOut(aTrail({ hours: 1, region: 'eu-west-3' }), {
      keys: null,
      signatures: null,
    });
    const without = await collect(bare);
    expect(without.err).toContain('its metadata holds no signature of CloudTrail');
    const missing = await collect(gone);
    expect(missing.err).toMatch(/s3:\/\/audit-bucket\/\S+eu-west-3\S+: \w*(NotFound|NoSuchKey)/);
    expect([without.exit, missing.exit]).toEqual([2, 2]);
    for (const folder of [bare, gone]) rmSync(folder, { recursive: true });
  });

  it('what was saved before and cannot be read is never written over', async () => {
    const folder = layOut(TRAIL, { signatures: '{"schema":"digest-signatures/9"}' });
    const { exit, err } = await collect(folder);
    expect(exit).toBe(2);
    expect(err).toContain(SIGNATURES_FILE);
    expect(readFileSync(join(folder, SIGNATURES_FILE), 'utf8')).toContain('digest-signatures/9');
    rmSync(folder, { recursive: true });
  });
});

/** As CloudTrail delivers: a digest's own signature stands in the metadata of its object. */
async function upload(s3: S3Client, { files, digests }: MadeTrail): Promise<void> {
  const signatures = new Map(digests.map(({ key, signature }) => [key, signature]));
  for (const [Key, Body] of files) {
    const signature = signatures.get(Key);
    const signed = {
      Metadata: { signature: signature ?? '', 'signature-algorithm': 'SHA256withRSA' },
    };
    const metadata = signature === undefined ? {} : signed;
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body, ...metadata }));
  }
}

/** The emulator lists no keys: what CloudTrail answers, in its own protocol. */
async function answerKeys() {
  const asked: (string | undefined)[] = [];
  const { PublicKeyList } = JSON.parse(keyFile().toString()) as { PublicKeyList: object[] };
  const validity = { ValidityStartTime: 1762000000.0, ValidityEndTime: 1793536000.0 };
  const server: Server = createServer((request, response) => {
    asked.push(request.headers['x-amz-target']?.toString());
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(
      JSON.stringify({ PublicKeyList: PublicKeyList.map((key) => ({ ...key, ...validity })) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
