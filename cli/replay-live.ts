import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldOf } from '../core/judge/json-fields.ts';
import type { JudgedCall } from '../core/judge/judged.ts';
import { createLedger } from '../core/judge/ledger.ts';
import { readTime } from '../core/judge/read-time.ts';
import { ALARMS } from '../core/measure/alarms.ts';
import type { AlarmMetric } from '../core/measure/metrics.ts';
import { createMinuteCounts, type Rung, ringAlarms } from '../core/measure/ring-alarms.ts';
import { readEvidence } from '../core/prove/read-evidence.ts';
import { splitRecords } from '../core/scan/split-records.ts';
import type { Message } from '../core/tell/message.ts';
import { asEvent } from '../core/watch/as-event.ts';
import { CALLS_PATTERN } from '../core/watch/calls-pattern.ts';
import { matchesPattern } from '../core/watch/matches-pattern.ts';
import { createEvidenceFolder } from '../io/evidence-folder.ts';
import { findLogs } from '../io/find-logs.ts';
import { readLog } from '../io/read-log.ts';
import { createIngest } from '../lambdas/ingest/ingest.ts';
import type { LoadedPolicy } from './load-policy.ts';

/** What the live pipeline made of a day. */
export type LiveDay = {
  readonly events: number;
  readonly batches: number;
  readonly messages: readonly Message[];
  readonly alarms: readonly Rung[];
  /** Every call as its evidence settles. */
  readonly calls: readonly JudgedCall[];
};

/** From an event to the bus: the batch window. */
const WINDOW_MS = 60_000;

/**
 * Sends the records of logs through the rule's pattern and through ingest itself, minute by minute, with
 * a folder for the bucket: what a deployment would have done on that day, on this machine.
 */
export async function replayLive(
  logs: string,
  policy: LoadedPolicy & { readonly kind: 'policy' },
  version: string,
  folder: string,
): Promise<LiveDay> {
  await rm(folder, { recursive: true, force: true });
  const minutes = new Map<number, string[]>();
  for await (const record of recordsOf(logs)) {
    const event = asEvent(record);
    if (!matchesPattern(CALLS_PATTERN, event)) continue;
    const minute = Math.floor((readTime(fieldOf(record, 'eventTime')) ?? 0) / WINDOW_MS);
    minutes.set(minute, [...(minutes.get(minute) ?? []), JSON.stringify(event)]);
  }
  const messages: Message[] = [];
  const counts = createMinuteCounts();
  let nowMs = 0;
  const ingest = createIngest(settingsOf(policy, version), {
    store: createEvidenceFolder(folder),
    publish: async (message) => void messages.push(message),
    publishMetrics: async (data) => {
      for (const { name, dimensions, timeMs, values, counts: times } of data) {
        if (Object.keys(dimensions).length > 0) continue;
        const sum = values.reduce((all, value, index) => all + value * (times[index] ?? 0), 0);
        counts.add(name as AlarmMetric, timeMs, sum);
      }
    },
    log: () => undefined,
    now: () => nowMs,
  });
  for (const [minute, bodies] of [...minutes].sort(([a], [b]) => a - b)) {
    nowMs = (minute + 1) * WINDOW_MS;
    await ingest(bodies.map((body, index) => ({ id: String(index), body })));
  }
  const text = messages.map(({ subject, body }) => `Subject: ${subject}\n\n${body}`);
  await writeFile(join(folder, 'messages.txt'), text.join('\n---\n'));
  return {
    events: [...minutes.values()].reduce((sum, bodies) => sum + bodies.length, 0),
    batches: minutes.size,
    messages,
    alarms: ringAlarms(ALARMS, counts),
    calls: await settleEvidence(folder, policy),
  };
}

async function* recordsOf(logs: string): AsyncGenerator<unknown> {
  for await (const found of findLogs([logs])) {
    const log = found.kind === 'file' ? await readLog(found.path) : null;
    const split = log?.kind === 'bytes' ? splitRecords(log.bytes) : null;
    if (split?.kind !== 'records') continue;
    const items = [...split.items];
    if (items.some(({ kind }) => kind === 'broken')) continue;
    for (const item of items) if (item.kind === 'record') yield item.record;
  }
}

async function settleEvidence(
  folder: string,
  { resolved }: LoadedPolicy & { readonly kind: 'policy' },
): Promise<readonly JudgedCall[]> {
  const ledger = createLedger();
  for await (const found of findLogs([join(folder, 'evidence')])) {
    const object = found.kind === 'file' ? await readLog(found.path) : null;
    if (object?.kind !== 'bytes') throw new Error(`the evidence in ${folder} cannot be read`);
    for (const line of readEvidence(new TextDecoder().decode(object.bytes))) {
      if (line.kind === 'bad') throw new Error(`the evidence in ${folder}: ${line.problem}`);
      ledger.add(line.reading);
    }
  }
  return [...ledger.settle(resolved)].flatMap(({ call }) => call ?? []);
}

function settingsOf(
  { file, resolved, sha256 }: LoadedPolicy & { readonly kind: 'policy' },
  version: string,
) {
  const accountNames = Object.fromEntries(
    Object.entries(file.accounts ?? {}).map(([id, { name, owner = null }]) => [
      id,
      { name, owner },
    ]),
  );
  return {
    policy: resolved,
    policySha256: sha256,
    region: 'demo',
    version,
    tell: {
      policySha256: sha256,
      fences: resolved.fences,
      accountNames,
      runbookUrl: null,
      dashboardUrl: 'out/report.html',
      evidence: 'out/live',
    },
  };
}
