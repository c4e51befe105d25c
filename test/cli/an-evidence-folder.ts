import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type VerifyOptions, verify } from '../../cli/verify.ts';
import type { Verified } from '../../cli/verify-result.ts';
import { aCall, aCompletion, aReported, aStream } from '../core/judge/records.ts';
import { aSealer, PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { anIngest, messagesOf } from '../lambdas/an-ingest.ts';
import { aTerminal } from './audit-files.ts';

export const at = (time: string) => Date.parse(`2026-11-03T${time}Z`);
export const NOW = at('16:20:00');

type Objects = ReadonlyMap<string, { readonly bytes: Uint8Array; readonly writtenMs: number }>;

/**
 * What ingest and the hourly seal leave of a day: hours with calls, streams, copies and findings, hours
 * without any, something in quarantine, something late, and an hour that is still open.
 */
export async function aSealedDay(): Promise<Objects> {
  const sealer = aSealer(at('11:10:00'));
  const ingest = anIngest();
  const run = ingest.start();
  const keep = async (time: string, ...records: readonly unknown[]) => {
    ingest.clock.nowMs = at(time);
    await run(messagesOf(...records));
    for (const [key, bytes] of ingest.objects) sealer.put(key, bytes, at(time));
  };
  const stream = aStream();
  await keep('10:01:00', aReported('us-east-1'), aCall(), aCall({ requestID: 'twice' }));
  await keep('10:31:00', aCall({ requestID: 'twice' }), aReported('eu-west-1'));
  await keep('10:59:00', aReported('us-west-2'));
  await sealer.run();
  await keep('12:15:00', stream);
  await keep('12:16:00', aCompletion(stream, 'eu-west-3'), {
    eventSource: 'bedrock.amazonaws.com',
  });
  await keep('14:05:00', aReported('ap-south-1'));
  sealer.clock.nowMs = at('15:10:00');
  await sealer.run();
  const late = [...sealer.objects].find(
    ([key]) => key.startsWith('evidence/') && key.includes('=14/'),
  );
  const [key = '', object] = late ?? [];
  sealer.put(key.replace('hour=14', 'hour=13'), object?.bytes ?? new Uint8Array(), at('15:11:00'));
  await keep('15:12:00', aReported('ap-northeast-1'));
  sealer.clock.nowMs = at('16:10:00');
  await sealer.run();
  await keep('16:12:00', aReported('sa-east-1'));
  return sealer.objects;
}

/** Writes objects as a download would: times of writing are kept. */
export function writeObjects(root: string, objects: Objects): string {
  const folder = mkdtempSync(join(root, 'evidence-'));
  for (const [key, { bytes, writtenMs }] of objects) writeObject(folder, key, bytes, writtenMs);
  return folder;
}

function writeObject(folder: string, key: string, bytes: Uint8Array, writtenMs = NOW): void {
  const path = join(folder, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  utimesSync(path, writtenMs / 1000, writtenMs / 1000);
}

/** Copies a folder of evidence, with the times of its files. */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}

/** Ways to change what lies in a folder, by key. */
export function tamperWith(folder: string) {
  const read = (key: string) => readFileSync(join(folder, key));
  const write = (key: string, bytes: Uint8Array | string) =>
    writeObject(folder, key, Buffer.from(bytes));
  const remove = (key: string) => rmSync(join(folder, key));
  const move = (from: string, to: string) => {
    write(to, read(from));
    remove(from);
  };
  return { read, write, remove, move };
}

/** Whether an object is of the open hour: the marker of a finding has only a day in its key. */
export function isOpenObject(key: string, bytes: Uint8Array): boolean {
  const isTold = key.startsWith('told/');
  return key.includes('hour=16') || (isTold && Buffer.from(bytes).includes('T16'));
}

export function keysBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Runs `geofence verify --format json` in this process; with the right fingerprint unless told otherwise. */
export async function verifyFolder(where: string, over: Partial<VerifyOptions> = {}, nowMs = NOW) {
  const { terminal, out, err } = aTerminal();
  const options = { fingerprint: [PUBLIC_KEY.fingerprint], format: 'json', ...over } as const;
  const exit = await verify(where, options, nowMs, terminal);
  const text = out();
  const result = text.startsWith('{') ? (JSON.parse(text) as Verified) : null;
  const kinds = result === null ? [] : [...new Set(result.flaws.map(({ kind }) => kind))].sort();
  return { exit, text, err: err(), result, kinds };
}
