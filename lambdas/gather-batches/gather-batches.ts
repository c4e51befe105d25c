import { type BatchReport, mergeBatches } from '../../core/distribute/batch-report.ts';
import type { Gathered } from '../../core/distribute/gathered.ts';
import { type PartName, type Run, workKeys } from '../../core/distribute/run.ts';
import { listed, mergeListed } from '../../core/prove/listed.ts';
import { compareUnseen } from '../../core/prove/unseen.ts';
import type { WorkStore } from '../distribute/ports.ts';
import { workObjects } from '../distribute/work-objects.ts';
import type { EvidenceReader } from '../reconcile/ports.ts';
import { readSeals } from '../reconcile/read-seals.ts';

/** A map that lists the bucket itself reads more than was listed here, but no fewer log files. */
const NAMES = { items: 'objects', files: 'log files' } as const;

/**
 * Puts together what all batches say beside their lines: what of the trail was seen, which events are
 * corrected, and which policies were in force. Answers the parts that are to be compared. Rejects where
 * fewer files were read than were listed.
 */
export async function gatherBatches(
  run: Run,
  ports: { readonly evidence: EvidenceReader; readonly work: WorkStore },
): Promise<{ readonly parts: readonly PartName[] }> {
  const { readAllJson, readJson, putJson } = workObjects(ports.work);
  const keys = workKeys(run);
  const listing = await readJson<BatchReport>(keys.listed);
  const batches = await readAllJson<BatchReport>(keys.batches);
  const merged = mergeBatches(batches);
  for (const what of ['items', 'files'] as const) {
    if (merged[what] >= listing[what]) continue;
    throw new Error(
      `${listing[what]} ${NAMES[what]} were listed and ${merged[what]} were read. Redrive the execution, or begin anew.`,
    );
  }
  const { seals, unseen } = await readSeals(ports.evidence, run);
  const policies = seals.flatMap(({ hour, policies }) => {
    const sha256 = policies.at(-1);
    return sha256 === undefined ? [] : { hour, sha256 };
  });
  const gathered: Gathered = {
    ...mergeBatches([{ ...listing, items: 0, files: 0 }, merged]),
    unseen: mergeListed([merged.unseen, listing.unseen, listed(unseen)], compareUnseen),
    policies: policies.filter(({ sha256 }, at) => sha256 !== policies[at - 1]?.sha256),
  };
  await putJson(keys.gathered, gathered);
  return { parts: Array.from({ length: run.parts }, (_, part): PartName => `${part}`) };
}
