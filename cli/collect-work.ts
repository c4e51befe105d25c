import { createLedger } from '../core/judge/ledger.ts';
import { readEvidence } from '../core/prove/read-evidence.ts';
import type { Gap } from '../core/report/audit-report.ts';
import { evidenceBelow } from '../io/evidence-below.ts';
import { findLogs } from '../io/find-logs.ts';
import { readLog } from '../io/read-log.ts';
import { type CollectOptions, collectLogs, type Progress } from './collect-logs.ts';
import type { Collected } from './collection.ts';

/** What was found in logs or in evidence, or why the paths cannot be read together. */
export type CollectedWork =
  | { readonly kind: 'collected'; readonly collected: Collected }
  | { readonly kind: 'mixed'; readonly problem: string };

/** Reads logs, or evidence, wherever the paths lead: both hold the same lines, to be judged by any policy. */
export async function collectWork(
  paths: readonly string[],
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
  options: CollectOptions = {},
): Promise<CollectedWork> {
  const folders = await Promise.all(paths.map(evidenceBelow));
  const evidence = folders.flatMap((folder) => folder ?? []);
  if (evidence.length === 0) {
    return { kind: 'collected', collected: await collectLogs(paths, signal, onProgress, options) };
  }
  if (evidence.length < paths.length) {
    const logs = paths.filter((_, index) => folders[index] === null).join(', ');
    return {
      kind: 'mixed',
      problem: `${logs}: no evidence, and the others are.\n  Fix: give logs, or evidence.`,
    };
  }
  return { kind: 'collected', collected: await collectEvidence(evidence, signal, onProgress) };
}

async function collectEvidence(
  folders: readonly string[],
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Collected> {
  const ledger = createLedger();
  const gaps: Gap[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const count = { files: 0, unreadableFiles: 0, records: 0, unreadableRecords: 0, unrecognised: 0 };
  let bytes = 0;
  for await (const found of findLogs(folders)) {
    if (signal.aborted) break;
    if (found.kind === 'skipped') {
      skipped.push({ path: found.path, reason: found.reason });
      continue;
    }
    const file = found.kind === 'file' ? found.shown : found.path;
    const object = found.kind === 'file' ? await readLog(found.path) : null;
    count.files += Number(found.kind === 'file');
    if (object?.kind !== 'bytes') {
      const problem = found.kind === 'gap' ? found.problem : (object?.problem ?? '');
      count.unreadableFiles += 1;
      gaps.push({ kind: 'file', file, place: null, problem });
      continue;
    }
    bytes += object.bytes.length;
    let number = 0;
    for (const line of readEvidence(new TextDecoder().decode(object.bytes))) {
      number += 1;
      count.records += 1;
      if (line.kind === 'line') {
        ledger.add(line.reading);
        continue;
      }
      count.unreadableRecords += 1;
      gaps.push({ kind: 'record', file, place: `line ${number}`, problem: line.problem });
    }
    onProgress({
      ...{ files: count.files, allFiles: null, bytes },
      ...{ records: count.records, calls: count.records, outside: null },
    });
  }
  return { ledger, ...count, gaps, skipped };
}
