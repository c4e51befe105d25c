import { gunzipSync } from 'node:zlib';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import type { JudgedCall } from '../../core/judge/judged.ts';
import { createLedger } from '../../core/judge/ledger.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import type { Datum } from '../../core/measure/series.ts';
import { canonicalJson, sha256Hex } from '../../core/policy/canonical-json.ts';
import { parsePolicy } from '../../core/policy/parse-policy.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import { readTrailFileName } from '../../core/prove/trail-file-name.ts';
import type { Message } from '../../core/tell/message.ts';
import { keepLines } from '../../lambdas/ingest/keep.ts';
import type { LogEntry } from '../../lambdas/ingest/ports.ts';
import type { Period, TrailListing } from '../../lambdas/reconcile/ports.ts';
import { reconcileDaily } from '../../lambdas/reconcile/reconcile-daily.ts';
import type { RecordJson } from '../core/judge/records.ts';
import { type Fault, FILE } from './an-ingest.ts';

/** Three in the morning after the two days that are compared. */
export const NIGHT = Date.parse('2026-11-05T03:00:00Z');

export type Effect = 'put' | 'has' | 'publish' | 'metrics';

/** The daily run over a store and a trail in memory, whose effects fail as they are told. */
export function aReconcile(
  faults: (effect: Effect, key: string, call: number) => Fault = () => null,
) {
  const objects = new Map<string, Uint8Array>();
  const logs = new Map<string, Uint8Array>();
  const messages: Message[] = [];
  const data: Datum[] = [];
  const entries: LogEntry[] = [];
  const clock = { nowMs: NIGHT };
  let calls = 0;
  const answer = async (effect: Effect, key: string, work: () => void) => {
    const fault = faults(effect, key, calls++);
    if (fault === 'before') throw new Error('500');
    work();
    if (fault === 'after') throw new Error('the connection was lost');
  };
  const evidence = {
    async *list(prefix: string) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys.sort()) yield { key, writtenMs: clock.nowMs };
    },
    read: async (key: string) => {
      const bytes = objects.get(key);
      return bytes === undefined ? null : { bytes, versionId: null };
    },
    put: (key: string, bytes: Uint8Array) =>
      answer('put', key, () => {
        if (!objects.has(key)) objects.set(key, bytes);
      }),
    has: async (key: string) => {
      await answer('has', key, () => undefined);
      return objects.has(key);
    },
  };
  const trail = {
    async *list({ fromMs, untilMs }: Period): AsyncGenerator<TrailListing> {
      for (const key of [...logs.keys()].sort()) {
        const is = readTrailFileName(key);
        if (is?.kind !== 'log') throw new Error(`${key} is no log file`);
        const { accountId, region: sourceRegion, deliveredMs } = is;
        if (deliveredMs < fromMs || deliveredMs > untilMs) continue;
        yield { kind: 'log', key, place: { accountId, sourceRegion }, deliveredMs };
      }
    },
    read: async (key: string) => {
      const bytes = logs.get(key);
      if (bytes === undefined) return { kind: 'unreadable' as const, problem: 'it is gone' };
      return { kind: 'bytes' as const, bytes };
    },
  };
  const policy = aPolicy(FILE);
  const tell = {
    policySha256: policy.sha256,
    fences: policy.policy.fences,
    accountNames: {},
    runbookUrl: null,
    dashboardUrl: 'https://example.com/dashboard',
    evidence: 's3://evidence',
  };
  const ports = {
    evidence,
    publish: (message: Message) => answer('publish', '', () => messages.push(message)),
    publishMetrics: (points: readonly Datum[]) => answer('metrics', '', () => data.push(...points)),
    log: (entry: LogEntry) => void entries.push(entry),
    now: () => clock.nowMs,
  };
  const settings = { policy, version: '1.2.3', tell };
  return {
    ...{ objects, logs, messages, data, entries, clock, ports, settings, trail },
    run: (source: typeof trail | null = trail) =>
      reconcileDaily(settings, { ...ports, trail: source }),
    /** What live saw: evidence as ingest writes it into the hour of the call. */
    async live(...records: readonly RecordJson[]) {
      const judge = createAloneJudge(policy.policy);
      const write = createEvidenceWriter(policy.sha256, '1.2.3');
      for (const record of records) {
        const reading = readRecord(record);
        if (!('line' in reading)) throw new Error('it is no call');
        const hour = String(record.eventTime).slice(0, 13).replace('T', '/hour=');
        await keepLines(`evidence/v1/date=${hour}/eu-central-1-`, [write(judge(reading.line))], {
          put: async (key, bytes) => void objects.set(key, bytes),
        });
      }
    },
    /** A log file of the trail. */
    deliver(stamp: string, ...records: readonly RecordJson[]) {
      const day = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}/${stamp.slice(6, 8)}`;
      const name = `111122223333_CloudTrail_eu-central-1_${stamp}Z_Abc${logs.size}.json.gz`;
      const key = `AWSLogs/111122223333/CloudTrail/eu-central-1/${day}/${name}`;
      logs.set(key, Buffer.from(JSON.stringify({ Records: records })));
      return key;
    },
    evidenceKeys: () => [...objects.keys()].filter((key) => key.startsWith('evidence/')),
    /** Lines that were added afterwards. */
    added: () =>
      [...objects]
        .filter(([key]) => /^evidence\/.*\/reconciled-/.test(key))
        .flatMap(([, bytes]) => gunzipSync(bytes).toString().trim().split('\n'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    /** The calls that all evidence settles into, by this policy. */
    settled: (): readonly JudgedCall[] => {
      const ledger = createLedger();
      for (const [key, bytes] of objects) {
        if (!key.startsWith('evidence/')) continue;
        for (const line of readEvidence(gunzipSync(bytes).toString())) {
          if (line.kind === 'bad') throw new Error(line.problem);
          ledger.add(line.reading);
        }
      }
      return [...ledger.settle(policy.policy)].flatMap(({ call }) => call ?? []);
    },
    total: (name: string) =>
      data
        .filter((datum) => datum.name === name)
        .reduce((sum, { values, counts }) => {
          return sum + values.reduce((all, value, at) => all + value * (counts[at] ?? 0), 0);
        }, 0),
  };
}

/** A resolved policy and its hash. */
export function aPolicy(file: object) {
  const parsed = parsePolicy(JSON.stringify(file));
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  const sha256 = sha256Hex(canonicalJson(parsed.resolved));
  return { policy: parsed.resolved, sha256 };
}
