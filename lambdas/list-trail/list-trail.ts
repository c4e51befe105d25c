import type { BatchReport } from '../../core/distribute/batch-report.ts';
import { partsFor } from '../../core/distribute/part-of.ts';
import { type Run, workKeys } from '../../core/distribute/run.ts';
import type { RunItem } from '../../core/distribute/run-item.ts';
import type { RunRequest } from '../../core/distribute/run-request.ts';
import { listed } from '../../core/prove/listed.ts';
import { createTrailCoverage, deliveryOf } from '../../core/prove/trail-coverage.ts';
import type { Unseen } from '../../core/prove/unseen.ts';
import type { WorkStore } from '../distribute/ports.ts';
import { workObjects } from '../distribute/work-objects.ts';
import { findKept } from '../reconcile/find-kept.ts';
import type { EvidenceReader, Period, TrailListing } from '../reconcile/ports.ts';

/** What a trail holds, with the packed size of each log file; null where nobody knows it. */
export type SizedListing = TrailListing & { readonly bytes?: number | null };

export type ListPorts = {
  readonly trail: { readonly list: (delivered: Period) => AsyncIterable<SizedListing> };
  readonly evidence: Pick<EvidenceReader, 'list'>;
  readonly work: WorkStore & {
    /** Writes an object piece by piece, however large it becomes. */
    readonly write: (key: string, pieces: AsyncIterable<Uint8Array>) => Promise<void>;
  };
};

/** How much there is to do. */
export type TrailListed = {
  readonly run: Run;
  readonly reader: RunRequest['reader'];
  readonly only: boolean;
  readonly concurrency: number;
  /** Log files of the time, and their packed bytes; objects of evidence. */
  readonly files: number;
  readonly bytes: number;
  readonly kept: number;
  /** Lines of the manifest. */
  readonly items: number;
  readonly manifest: string;
};

/** Of a log file whose size nobody knows: most are smaller. */
const USUAL_BYTES = 50_000;
/** Bytes of the manifest that are written at once. */
const PIECE_BYTES = 1_000_000;

/**
 * Lists what a run has to read: the log files of the time, unless the map lists the trail's bucket itself,
 * and the evidence. Folders that cannot be listed are gaps.
 */
export async function listTrail(
  request: RunRequest,
  { name, nowMs }: Pick<Run, 'name' | 'nowMs'>,
  { trail, evidence, work }: ListPorts,
): Promise<TrailListed> {
  const { fromMs, untilMs, reader, only, concurrency, manifest } = request;
  const keys = workKeys({ name });
  const coverage = createTrailCoverage(nowMs);
  const unseen: Unseen[] = [];
  const counts = { files: 0, bytes: 0, kept: 0, items: 0, others: 0 };
  await work.write(keys.manifest, inPieces(itemsOf()));

  const { files, bytes, kept, items, others } = counts;
  const report: BatchReport = {
    ...{ items, files, others: reader === 'bucket' ? 0 : others },
    coverage: coverage.facts(),
    unseen: listed(unseen),
    named: [],
  };
  await workObjects(work).putJson(keys.listed, report);
  const run = {
    ...{ name, fromMs, untilMs, nowMs, parts: partsFor(bytes) },
    ...(manifest === null ? {} : { manifest }),
  };
  return { run, reader, only, concurrency, files, bytes, kept, items, manifest: keys.manifest };

  async function* itemsOf(): AsyncGenerator<RunItem> {
    for await (const entry of trail.list(deliveryOf(request))) {
      if (entry.kind === 'gap') {
        unseen.push({ where: entry.key, problem: entry.problem });
        coverage.addUnread(entry.place, nowMs);
      }
      if (entry.kind === 'other') counts.others += 1;
      if (entry.kind !== 'log') continue;
      counts.files += 1;
      counts.bytes += entry.bytes ?? USUAL_BYTES;
      if (reader === 'manifest') yield { Key: entry.key };
    }
    for await (const Key of findKept(evidence, fromMs, nowMs)) {
      counts.kept += 1;
      yield { Key, Side: 'evidence' };
    }
  }

  async function* inPieces(all: AsyncIterable<RunItem>): AsyncGenerator<Uint8Array> {
    let text = '';
    for await (const item of all) {
      counts.items += 1;
      text += `${JSON.stringify(item)}\n`;
      if (text.length < PIECE_BYTES) continue;
      yield Buffer.from(text);
      text = '';
    }
    yield Buffer.from(text);
  }
}
