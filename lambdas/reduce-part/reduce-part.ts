import { comparePart, type Look } from '../../core/distribute/compare-part.ts';
import type { Gathered } from '../../core/distribute/gathered.ts';
import { partReportOf } from '../../core/distribute/part-report.ts';
import { type PartName, type Run, workKeys } from '../../core/distribute/run.ts';
import { splitLinked } from '../../core/distribute/split-linked.ts';
import type { WorkLine } from '../../core/distribute/work-line.ts';
import { foundIn } from '../../core/prove/found-in.ts';
import { createPoliciesByHour } from '../../core/prove/policies-by-hour.ts';
import { createTrailCoverage } from '../../core/prove/trail-coverage.ts';
import { isTold } from '../../core/tell/tell-groups.ts';
import type { WorkStore } from '../distribute/ports.ts';
import { workObjects } from '../distribute/work-objects.ts';
import type { Store } from '../ingest/ports.ts';
import { createPolicyFinder } from '../reconcile/find-policies.ts';
import type { EvidenceReader } from '../reconcile/ports.ts';
import type { ReconcileSettings } from '../reconcile/reconcile-daily.ts';
import { repair } from '../reconcile/repair.ts';
import { openOnce } from './put-once.ts';

export type ReducePorts = {
  readonly evidence: EvidenceReader & Store;
  readonly work: WorkStore;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

/** What a part answers: its report lies in the work bucket. */
export type ReduceAnswer = { readonly part: PartName; readonly added: number };

/**
 * Compares one part with evidence and adds to evidence what is missing, marked as reconciled. What
 * corrections join is handed on to the part `linked`, which is compared when all others are done. Run
 * again after a crash anywhere, it adds what was not added.
 */
export async function reducePart(
  run: Run,
  part: PartName,
  settings: ReconcileSettings,
  { evidence, work, now }: ReducePorts,
): Promise<ReduceAnswer> {
  const objects = workObjects(work);
  const keys = workKeys(run);
  const gathered = await objects.readJson<Gathered>(keys.gathered);
  const all: WorkLine[] = [];
  for await (const line of objects.readLines<WorkLine>(keys.linesOf(part))) all.push(line);
  const named = new Set(part === 'linked' ? [] : gathered.named);
  const { alone, linked } = splitLinked(all, named);
  if (linked.length > 0) {
    const texts = linked.map((each) => JSON.stringify(each));
    await objects.putNamedLines(`${keys.linesOf('linked')}part-${part}-`, texts);
  }

  const finder = createPolicyFinder(evidence, settings.policy);
  const look = await lookOf(alone, gathered);
  const compared = comparePart(alone, look);
  /** The hour of writing is that in which it is written, however long the reading took. */
  const writtenMs = now();
  const once = await openOnce(evidence, work, keys.attemptsOf(part), writtenMs);
  await repair(compared.before, settings.version, once, writtenMs);

  const found = foundIn(compared.before.compared);
  await objects.putLines(
    keys.foundOf(part),
    found.filter(isTold).map((call) => JSON.stringify(call)),
  );
  const report = partReportOf(compared, found, look.coverage, writtenMs, finder.unseen());
  await objects.putJson(keys.reportOf(part), report);
  return { part, added: report.added };

  async function lookOf(
    lines: readonly WorkLine[],
    { coverage, policies }: Gathered,
  ): Promise<Look> {
    const named = lines.flatMap((each) => ('policySha256' in each ? each.policySha256 : []));
    for (const sha256 of new Set([...named, ...policies.map(({ sha256 }) => sha256)])) {
      await finder.find(sha256);
    }
    const seen = createTrailCoverage(run.nowMs);
    seen.addFacts(coverage);
    const sealed = policies.map(({ hour, sha256 }) => ({ hour, policies: [sha256] }));
    return {
      period: { fromMs: run.fromMs, untilMs: run.untilMs },
      coverage: seen,
      policies: createPoliciesByHour(sealed, finder.known, settings.policy),
      policyOf(sha256) {
        const policy = finder.known(sha256);
        return policy === null ? settings.policy : { sha256, policy };
      },
    };
  }
}
