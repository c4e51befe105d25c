import { gzipSync } from 'node:zlib';
import type { JudgedLine } from '../../core/judge/judge-alone.ts';
import { canonicalJson, sha256Hex } from '../../core/policy/canonical-json.ts';
import { folderOfHour, hourAt } from '../../core/prove/clock-hour.ts';
import { type createEvidenceWriter, evidenceBeside } from '../../core/prove/evidence-line.ts';
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
  write: ReturnType<typeof createEvidenceWriter>,
  region: string,
  store: Store,
  nowMs: number,
): Promise<void> {
  const stampedOtherwise = new Map(
    messages.flatMap(({ reading, misattribution }) =>
      'line' in reading && misattribution !== null ? [[reading.line, misattribution]] : [],
    ),
  );
  const kept = [
    ...lines.map((judged) =>
      write({ ...judged, misattributed: stampedOtherwise.get(judged.line) ?? null }),
    ),
    ...messages.flatMap(({ reading, misattribution }) => evidenceBeside(reading, misattribution)),
  ];
  if (kept.length > 0) await keepLines(`evidence/v1/${hourOf(nowMs)}/${region}-`, kept, store);
}

/** Keeps what could not be understood, as it came, one object a batch. */
export async function keepQuarantine(
  messages: readonly ReadMessage[],
  store: Store,
  nowMs: number,
): Promise<void> {
  const kept = messages.map(({ reading, body }) => {
    const problem = 'problem' in reading ? reading.problem : null;
    return JSON.stringify({ schema: 'quarantine/1', problem, body });
  });
  if (kept.length > 0) await keepLines(`quarantine/v1/${hourOf(nowMs)}/`, kept, store);
}

/** Keeps the policy that judges, so that anybody can judge again. */
export async function keepPolicy(
  { policy, policySha256 }: IngestSettings,
  store: Store,
): Promise<void> {
  await store.put(`policies/v1/${policySha256}.json`, Buffer.from(canonicalJson(policy)));
}

/** An object named by the hash of its bytes. Level 1 packs evidence to a tenth, and takes a quarter of the time of the usual level. */
export async function keepLines(
  folder: string,
  lines: readonly string[],
  store: Pick<Store, 'put'>,
): Promise<void> {
  const bytes = gzipSync(`${lines.join('\n')}\n`, { level: 1 });
  await store.put(`${folder}${sha256Hex(bytes)}.jsonl.gz`, bytes);
}

/** The hour of writing, so that an hour closes. */
function hourOf(nowMs: number): string {
  return folderOfHour(hourAt(nowMs));
}
