import type { BatchReport } from '../../core/distribute/batch-report.ts';
import { type Run, workKeys } from '../../core/distribute/run.ts';
import type { RunItem } from '../../core/distribute/run-item.ts';
import { trailItemOf } from '../../core/distribute/trail-item.ts';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { listed } from '../../core/prove/listed.ts';
import { createTrailCoverage, deliveryOf } from '../../core/prove/trail-coverage.ts';
import type { Unseen } from '../../core/prove/unseen.ts';
import type { WorkStore } from '../distribute/ports.ts';
import { workObjects } from '../distribute/work-objects.ts';
import type { EvidenceReader, TrailSource } from '../reconcile/ports.ts';
import { readKeptObject } from '../reconcile/read-kept-object.ts';
import { readTrailFile } from '../reconcile/read-trail-file.ts';
import { createLineKeeper } from './keep-lines.ts';

export type MapPorts = {
  readonly trail: Pick<TrailSource, 'read'>;
  readonly evidence: Pick<EvidenceReader, 'read'>;
  readonly work: WorkStore;
};

/** What a child of the map answers: small, because all of it together is kept by Step Functions. */
export type MapAnswer = {
  readonly files: number;
  readonly lines: number;
  readonly unseen: number;
};

/**
 * Reads a batch of files, one after the other, and hands every line to the part in which its key settles.
 * A file that cannot be read is a gap in the batch's report, which is written last. What is written
 * depends on the files alone, so that a batch may be read again.
 */
export async function mapFiles(
  run: Run,
  items: readonly RunItem[],
  { trail, evidence, work }: MapPorts,
  otherwiseSha256: string,
): Promise<MapAnswer> {
  const batch = sha256Hex(JSON.stringify(items)).slice(0, 32);
  const keeper = createLineKeeper(run, batch, work);
  const coverage = createTrailCoverage(run.nowMs);
  const unseen: Unseen[] = [];
  let [files, others] = [0, 0];
  for (const { Key, Side } of items) {
    if (Side === 'evidence') await readKept(Key);
    else await readLog(Key);
  }
  await keeper.flush();
  const report: BatchReport = {
    ...{ items: items.length, files, others },
    coverage: coverage.facts(),
    unseen: listed(unseen),
    named: keeper.named(),
  };
  await workObjects(work).putJson(`${workKeys(run).batches}${batch}.json`, report);
  return { files, lines: keeper.lines(), unseen: unseen.length };

  async function readLog(key: string): Promise<void> {
    const item = trailItemOf(key, deliveryOf(run));
    if (item.kind === 'other') others += 1;
    if (item.kind !== 'log') return;
    files += 1;
    coverage.addFile(item.place, item.deliveredMs);
    const { readings, from, problems } = await readTrailFile(key, trail);
    for (const problem of problems) {
      unseen.push({ where: key, problem });
      coverage.addUnread(item.place, item.deliveredMs);
    }
    if (from === null) return;
    const side = 'trail';
    for (const reading of readings) {
      if ('line' in reading) await keeper.add({ side, line: reading.line, from });
      else if (reading.corrects !== null) await keeper.add({ side, stray: reading.corrects, from });
    }
  }

  async function readKept(key: string): Promise<void> {
    const side = 'evidence';
    for await (const read of readKeptObject(key, evidence)) {
      if (read.kind === 'bad') unseen.push({ where: key, problem: read.problem });
      else if ('line' in read.reading) {
        const policySha256 = read.policySha256 ?? otherwiseSha256;
        await keeper.add({ side, line: read.reading.line, policySha256 });
      } else if (read.reading.corrects !== null) {
        await keeper.add({ side, stray: read.reading.corrects });
      }
    }
  }
}
