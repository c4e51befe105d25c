import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { collectLogs } from '../../cli/collect-logs.ts';
import type { JudgedCall, JudgedSubmission } from '../../core/judge/judged.ts';
import { createLedger, type Ledger } from '../../core/judge/ledger.ts';
import { hashKey } from '../../core/prove/hash-key.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import { createTrailFolder } from '../../io/trail-folder.ts';
import { createIngest } from '../../lambdas/ingest/ingest.ts';
import {
  aCall,
  aCompletion,
  aCorrection,
  aReported,
  aStream,
  aSubmission,
  type RecordJson,
} from '../core/judge/records.ts';
import { aDistributedRun } from './a-distributed-run.ts';
import { aReconcile, NIGHT } from './a-reconcile.ts';
import { messagesOf } from './an-ingest.ts';

const NOON = Date.parse('2026-11-03T12:00:00Z');
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2'] as const;
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'] as const;
const RAN = ['eu-west-3', 'us-west-2', 'eu-north-1', 'mars-1', null] as const;

/** Live ingest, an audit of a folder and a distributed run over the same records, and how they settle. */
export async function compareEngines(count: number, perFile: number, parts: number) {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-engines-'));
  const [live, lossy] = [aReconcile(), aReconcile()];
  try {
    const ingest = ingestInto(live);
    for (let from = 0; from < count; from += perFile) {
      const records = someRecords(from, Math.min(perFile, count - from));
      writeLog(folder, from / perFile, records);
      for (let next = 0; next < records.length; next += 2000) {
        await ingest(messagesOf(...records.slice(next, next + 2000)));
      }
    }
    for (const [key, bytes] of live.objects) lossy.objects.set(key, loseSome(key, bytes));
    const collected = await collectLogs([folder], new AbortController().signal, () => undefined);
    const trail = createTrailFolder(folder);
    const distributed = await aDistributedRun({ ...lossy, trail }, { parts, batch: 7 }).run();
    const policy = live.settings.policy.policy;
    const settled = (ledger: Ledger) => [...ledger.settle(policy)];
    const audited = new Map<string, number>();
    for (const { call, submission } of settled(collected.ledger)) put(audited, call ?? submission);
    const differing = (objects: ReadonlyMap<string, Uint8Array>) => {
      const found = new Map<string, number>();
      for (const each of settled(ledgerOf(objects))) put(found, each.call ?? each.submission);
      const keys = [...new Set([...found.keys(), ...audited.keys()])];
      return keys.filter((key) => found.get(key) !== audited.get(key)).length;
    };
    return {
      calls: audited.size,
      added: distributed.answer.added,
      live: differing(live.objects),
      distributed: differing(lossy.objects),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ingestInto({ ports, settings, clock }: ReturnType<typeof aReconcile>) {
  const { policy, sha256: policySha256 } = settings.policy;
  const ingest = createIngest(
    { policy, policySha256, region: 'eu-central-1', version: '1.2.3', tell: settings.tell },
    { ...ports, store: ports.evidence },
  );
  return async (messages: ReturnType<typeof messagesOf>) => {
    clock.nowMs = NOON;
    const failed = await ingest(messages);
    clock.nowMs = NIGHT;
    if (failed.size > 0) throw new Error('ingest failed');
  };
}

/** Evidence of which live did not see one line in fifty. */
function loseSome(key: string, bytes: Uint8Array): Uint8Array {
  if (!key.startsWith('evidence/')) return bytes;
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
  const left = lines.filter((_, index) => index % 50 !== 7);
  return gzipSync(left.map((line) => `${line}\n`).join(''), { level: 1 });
}

/** Every kind of record: streams with ends, copies, refusals, submissions, corrections near and far. */
function someRecords(from: number, count: number): readonly RecordJson[] {
  const records: RecordJson[] = [];
  for (let at = from; records.length < count; at += 1) {
    const awsRegion = REGIONS[at % REGIONS.length] ?? 'eu-central-1';
    const where = {
      awsRegion,
      recipientAccountId: ACCOUNTS[at % ACCOUNTS.length],
      eventTime: new Date(Date.UTC(2026, 10, 3, 10, 0, at % 7000))
        .toISOString()
        .replace('.000', ''),
    };
    const ran = RAN[at % RAN.length];
    if (at % 5 === 0) {
      const stream = aStream(where);
      records.push(stream, aCompletion(stream, ran, where));
    } else if (at % 11 === 0) records.push(aSubmission(where));
    else if (at % 13 === 0) records.push(aCall({ ...where, errorCode: 'AccessDenied' }));
    else if (at % 17 === 0) {
      const call = aReported(ran, where);
      records.push(call, { ...call });
    } else if (at % 101 === 0) {
      const call = aReported(ran, where);
      const correction = aCorrection(call, {
        additionalEventData: { inferenceRegion: 'eu-west-3' },
      });
      records.push(call, correction, aCorrection(correction));
    } else if (at % 103 === 0 && records.length > 50) {
      records.push(aCorrection(records[at % 50] ?? {}, { eventName: 'DeleteGuardrail' }));
    } else records.push(aReported(ran, where));
  }
  return records.slice(0, count);
}

function writeLog(folder: string, file: number, Records: readonly RecordJson[]): void {
  const place = join(folder, 'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/03');
  mkdirSync(place, { recursive: true });
  const minute = String(file % 60).padStart(2, '0');
  const name = `111122223333_CloudTrail_eu-central-1_20261103T12${minute}Z_Abc${file}.json.gz`;
  writeFileSync(join(place, name), gzipSync(JSON.stringify({ Records }), { level: 1 }));
}

function ledgerOf(objects: ReadonlyMap<string, Uint8Array>): Ledger {
  const ledger = createLedger();
  for (const [key, bytes] of objects) {
    if (!key.startsWith('evidence/')) continue;
    for (const read of readEvidence(gunzipSync(bytes).toString())) {
      if (read.kind === 'bad') throw new Error(read.problem);
      ledger.add(read.reading);
    }
  }
  return ledger;
}

function put(into: Map<string, number>, settled: JudgedCall | JudgedSubmission | null): void {
  if (settled !== null) into.set(settled.key, hashKey(JSON.stringify(settled)));
}
