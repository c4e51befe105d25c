import { gzipSync } from 'node:zlib';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import type { Datum } from '../../core/measure/series.ts';
import { canonicalJson, sha256Hex } from '../../core/policy/canonical-json.ts';
import { parsePolicy } from '../../core/policy/parse-policy.ts';
import { folderOfHour } from '../../core/prove/clock-hour.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import type { Message } from '../../core/tell/message.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { readMessage } from '../../core/watch/read-message.ts';
import { aSealer } from './a-sealer.ts';
import type { Fault } from './an-ingest.ts';
import { FILE } from './an-ingest.ts';

const parsed = parsePolicy(JSON.stringify(FILE));
if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
const { resolved, sha256 } = parsed;

/** The hourly run over a store in memory, whose effects fail as they are told. */
export function anHour(
  nowMs: number,
  faults: (effect: string, call: number) => Fault = () => null,
) {
  const messages: Message[] = [];
  const data: Datum[] = [];
  const invocations = new Map<string, number | Error>();
  let calls = 0;
  const sealer = aSealer(nowMs, faults);
  const answer = async (effect: string, work: () => void) => {
    const fault = faults(effect, calls++);
    if (fault === 'before') throw new Error('500');
    work();
    if (fault === 'after') throw new Error('the connection was lost');
  };
  sealer.put(`policies/v1/${sha256}.json`, Buffer.from(canonicalJson(resolved)), nowMs - 3e6);
  const tell = {
    policySha256: sha256,
    fences: resolved.fences,
    accountNames: { '111122223333': { name: 'prod-chat', owner: 'team-chat' } },
    runbookUrl: null,
    dashboardUrl: 'https://example.com/dashboard',
    evidence: 's3://evidence',
  };
  const logs: { readonly level: string; readonly message: string }[] = [];
  const ports = {
    ...sealer.ports,
    publish: (message: Message) => answer('publish', () => messages.push(message)),
    publishMetrics: (points: readonly Datum[]) => answer('metrics', () => data.push(...points)),
    countInvocations: async (region: string, _: number, accountId?: string) => {
      const counted =
        invocations.get(accountId === undefined ? region : `${accountId} ${region}`) ?? 0;
      if (counted instanceof Error) throw counted;
      return counted;
    },
    log: (entry: { level: string; message: string }) => void logs.push(entry),
  };
  const keep = (hour: string, records: readonly unknown[], account?: string) => {
    const judge = createAloneJudge(resolved);
    const write = createEvidenceWriter(sha256, '1.2.3');
    const lines = records.flatMap((record) => {
      const event = { ...asEvent(record), ...(account === undefined ? {} : { account }) };
      const { reading, misattribution: misattributed } = readMessage(JSON.stringify(event));
      return 'line' in reading ? [write({ ...judge(reading.line), misattributed })] : [];
    });
    const bytes = gzipSync(`${lines.join('\n')}\n`);
    const key = `evidence/v1/${folderOfHour(hour)}/eu-central-1-${sha256Hex(bytes)}.jsonl.gz`;
    sealer.put(key, bytes, Date.parse(`${hour}:30:00Z`));
  };
  return {
    ...{ ports, messages, data, logs, invocations, objects: sealer.objects, clock: sealer.clock },
    settings: { ...sealer.settings, tell, policy: resolved, topology: 'single' as const },
    policy: resolved,
    /** Evidence of these records, as ingest writes it into the folder of an hour. */
    keep: (hour: string, ...records: readonly unknown[]) => keep(hour, records),
    /** The same of events that EventBridge stamped with an account. */
    keepStamped: (hour: string, account: string, ...records: readonly unknown[]) =>
      keep(hour, records, account),
    /** Sum of one total over everything that was published. */
    total: (name: string, dimensions: object = {}) =>
      data
        .filter((datum) => datum.name === name)
        .filter((datum) => JSON.stringify(datum.dimensions) === JSON.stringify(dimensions))
        .reduce((sum, { values, counts }) => {
          return sum + values.reduce((all, value, at) => all + value * (counts[at] ?? 0), 0);
        }, 0),
  };
}
