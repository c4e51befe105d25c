import { gzipSync } from 'node:zlib';
import { canonicalJson, sha256Hex } from '../../core/policy/canonical-json.ts';
import { evidenceBeside, evidenceOf } from '../../core/prove/evidence-line.ts';
import type { JudgedLine } from '../../core/watch/judge-batch.ts';
import type { Store } from './ports.ts';
import type { ReadMessage } from './read-messages.ts';
import type { IngestSettings } from './settings.ts';

/**
 * Keeps what was judged: one object a batch, one line a record. Its key is the hash of its bytes, and
 * the lines depend on the records alone, so that writing it twice gives one object.
 */
export async function keepEvidence(
  lines: readonly JudgedLine[],
  messages: readonly ReadMessage[],
  { policySha256, version, region }: IngestSettings,
  store: Store,
  nowMs: number,
): Promise<void> {
  const kept = [
    ...lines.map((judged) => evidenceOf(judged.line, judged, policySha256, version)),
    ...messages.flatMap(({ reading }) => evidenceBeside(reading)),
  ];
  if (kept.length > 0) await keepLines(`evidence/v1/${hourOf(nowMs)}/${region}-`, kept, store);
}

/** Keeps what could not be understood, as it came, one object a batch. */
export async function keepQuarantine(
  messages: readonly ReadMessage[],
  store: Store,
  nowMs: number,
): Promise<void> {
  const kept = messages.map(({ reading, body }) => ({
    schema: 'quarantine/1',
    problem: 'problem' in reading ? reading.problem : null,
    body,
  }));
  if (kept.length > 0) await keepLines(`quarantine/v1/${hourOf(nowMs)}/`, kept, store);
}

/** Keeps the policy that judges, so that anybody can judge again. */
export async function keepPolicy(
  { policy, policySha256 }: IngestSettings,
  store: Store,
): Promise<void> {
  await store.put(`policies/v1/${policySha256}.json`, Buffer.from(canonicalJson(policy)));
}

async function keepLines(folder: string, lines: readonly object[], store: Store): Promise<void> {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const bytes = gzipSync(`${text}\n`);
  await store.put(`${folder}${sha256Hex(bytes)}.jsonl.gz`, bytes);
}

/** The hour of writing, so that an hour closes: "date=2026-11-03/hour=10". */
function hourOf(nowMs: number): string {
  const time = new Date(nowMs).toISOString();
  return `date=${time.slice(0, 10)}/hour=${time.slice(11, 13)}`;
}
