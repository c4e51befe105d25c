import { gunzipSync } from 'node:zlib';
import { createLedger } from '../../core/judge/ledger.ts';
import type { Datum } from '../../core/measure/series.ts';
import { parsePolicy } from '../../core/policy/parse-policy.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import type { Message } from '../../core/tell/message.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { createIngest } from '../../lambdas/ingest/ingest.ts';
import type { LogEntry } from '../../lambdas/ingest/ports.ts';

export const NOON = Date.parse('2026-11-03T12:00:00Z');

/** What may fail; each failure is one answer of the port, in the order of the calls. */
export type Faults = {
  readonly put?: (key: string, call: number) => Fault;
  readonly has?: (key: string, call: number) => Fault;
  readonly publish?: (call: number) => Fault;
  readonly publishMetrics?: (call: number) => Fault;
};

/** `before`: nothing was done. `after`: it was done, and the answer was lost. */
export type Fault = 'before' | 'after' | null;

export const FILE = {
  fences: [
    { name: 'eu', allow: ['eu'], scope: { accounts: ['111122223333'] } },
    { name: 'trial', allow: ['eu'], mode: 'observe', scope: { accounts: ['444455556666'] } },
  ],
  accounts: { '111122223333': { name: 'prod-chat', owner: 'team-chat' } },
};

/** Ingest with a world in memory that can be looked at, and that fails as it is told. */
export function anIngest(faults: Faults = {}, file: object = FILE) {
  const parsed = parsePolicy(JSON.stringify(file));
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  const objects = new Map<string, Uint8Array>();
  const messages: Message[] = [];
  const data: Datum[] = [];
  const logs: LogEntry[] = [];
  const effects: string[] = [];
  const clock = { nowMs: NOON };
  const calls = { put: 0, has: 0, publish: 0, publishMetrics: 0 };
  const answer = async (fault: Fault, work: () => void) => {
    if (fault === 'before') throw new Error('500');
    work();
    if (fault === 'after') throw new Error('the connection was lost');
  };
  const ports = {
    store: {
      put: (key: string, bytes: Uint8Array) =>
        answer(faults.put?.(key, calls.put++) ?? null, () => {
          effects.push(`put ${key.split('/')[0]}`);
          if (!objects.has(key)) objects.set(key, bytes);
        }),
      has: async (key: string) => {
        await answer(faults.has?.(key, calls.has++) ?? null, () => undefined);
        return objects.has(key);
      },
    },
    publish: (message: Message) =>
      answer(faults.publish?.(calls.publish++) ?? null, () => {
        effects.push('publish');
        messages.push(message);
      }),
    publishMetrics: (points: readonly Datum[]) =>
      answer(faults.publishMetrics?.(calls.publishMetrics++) ?? null, () => {
        effects.push('metrics');
        data.push(...points);
      }),
    log: (entry: LogEntry) => void logs.push(entry),
    now: () => clock.nowMs,
  };
  const settings = {
    policy: parsed.resolved,
    policySha256: parsed.sha256,
    region: 'eu-central-1',
    version: '1.2.3',
    tell: {
      policySha256: parsed.sha256,
      fences: parsed.resolved.fences,
      accountNames: { '111122223333': { name: 'prod-chat', owner: 'team-chat' } },
      runbookUrl: 'https://example.com/runbook',
      dashboardUrl: 'https://example.com/dashboard',
      evidence: 's3://evidence',
    },
  };
  return {
    ...{ objects, messages, data, logs, effects, clock, settings, policy: parsed.resolved },
    /** A process that starts anew: what it remembers is gone. */
    start: () => createIngest(settings, ports),
    keys: (folder: string) => [...objects.keys()].filter((key) => key.startsWith(`${folder}/`)),
    /** Sum of one total over everything that was published. */
    total: (name: string, dimensions: object = {}) =>
      data
        .filter((datum) => datum.name === name)
        .filter((datum) => JSON.stringify(datum.dimensions) === JSON.stringify(dimensions))
        .reduce((sum, { values, counts }) => {
          return sum + values.reduce((all, value, at) => all + value * (counts[at] ?? 0), 0);
        }, 0),
    /** The calls that all evidence settles into. */
    settled: () => {
      const ledger = createLedger();
      for (const [key, bytes] of objects) {
        if (!key.startsWith('evidence/')) continue;
        for (const line of readEvidence(gunzipSync(bytes).toString('utf8'))) {
          if (line.kind === 'bad') throw new Error(line.problem);
          ledger.add(line.reading);
        }
      }
      return [...ledger.settle(parsed.resolved)].flatMap(({ call }) => call ?? []);
    },
  };
}

/** Messages as SQS hands them over. */
export function messagesOf(...records: readonly unknown[]) {
  return records.map((record, index) => ({
    id: `m-${index}`,
    body: JSON.stringify(asEvent(record)),
  }));
}
