import { gunzipSync } from 'node:zlib';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import { canonicalJson } from '../../core/policy/canonical-json.ts';
import { type ClockHour, folderOfHour } from '../../core/prove/clock-hour.ts';
import { createEvidenceWriter, evidenceBeside } from '../../core/prove/evidence-line.ts';
import { readSettledDay, type SettledDay } from '../../core/questions/settled-day.ts';
import type { SettledLine } from '../../core/questions/settled-line.ts';
import { compactDaily } from '../../lambdas/compact/compact-daily.ts';
import { keepLines } from '../../lambdas/ingest/keep.ts';
import type { LogEntry } from '../../lambdas/ingest/ports.ts';
import type { RecordJson } from '../core/judge/records.ts';
import { aPolicy } from './a-reconcile.ts';
import { type Fault, FILE } from './an-ingest.ts';

/** The run that settles days, over stores in memory, whose effects fail as they are told. */
export function aCompact(
  nowText: string,
  faults: (effect: 'put' | 'read', key: string, call: number) => Fault = () => null,
  file: object = FILE,
) {
  const evidence = new Map<string, Uint8Array>();
  const compacted = new Map<string, Uint8Array>();
  const entries: LogEntry[] = [];
  const puts: string[] = [];
  const clock = { nowMs: Date.parse(nowText) };
  const policy = aPolicy(file);
  evidence.set(`policies/v1/${policy.sha256}.json`, Buffer.from(canonicalJson(policy.policy)));
  let calls = 0;
  const answer = <T>(effect: 'put' | 'read', key: string, work: () => T): T => {
    const fault = faults(effect, key, calls++);
    if (fault === 'before') throw new Error('500');
    const done = work();
    if (fault === 'after') throw new Error('the connection was lost');
    return done;
  };
  const readerOf = (store: ReadonlyMap<string, Uint8Array>) => ({
    async *list(prefix: string) {
      for (const key of [...store.keys()].sort()) if (key.startsWith(prefix)) yield { key };
    },
    read: async (key: string) =>
      answer('read', key, () => {
        const bytes = store.get(key);
        return bytes === undefined ? null : { bytes };
      }),
  });
  return {
    ...{ evidence, compacted, entries, clock, policy, puts },
    run: () =>
      compactDaily({
        evidence: readerOf(evidence),
        compacted: {
          ...readerOf(compacted),
          put: async (key, bytes) =>
            answer('put', key, () => {
              puts.push(key);
              compacted.set(key, bytes);
            }),
        },
        log: (entry) => void entries.push(entry),
        now: () => clock.nowMs,
      }),
    /** Evidence as ingest writes it in an hour: one object. */
    async write(hour: ClockHour, ...records: readonly RecordJson[]): Promise<string> {
      const judge = createAloneJudge(policy.policy);
      const write = createEvidenceWriter(policy.sha256, '1.2.3');
      const lines = records
        .map(readRecord)
        .flatMap((reading) => [
          ...('line' in reading ? [write(judge(reading.line))] : []),
          ...evidenceBeside(reading),
        ]);
      let object = '';
      await keepLines(`evidence/v1/${folderOfHour(hour)}/eu-central-1-`, lines, {
        put: async (key, bytes) => {
          object = key;
          evidence.set(key, bytes);
        },
      });
      return object;
    },
    settled: (day = ''): readonly SettledLine[] =>
      [...compacted]
        .filter(([key]) => key.startsWith(`compacted/v1/date=${day}`))
        .flatMap(([, bytes]) => gunzipSync(bytes).toString().split('\n'))
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as SettledLine),
    days: (): readonly SettledDay[] =>
      [...compacted]
        .filter(([key]) => key.startsWith('settled-days/'))
        .flatMap(([, bytes]) => readSettledDay(bytes) ?? []),
  };
}
