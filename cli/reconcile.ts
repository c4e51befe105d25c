import { addMissing } from '../core/prove/add-missing.ts';
import type { NamedPolicy } from '../core/prove/policies-by-hour.ts';
import { reconcile as compare } from '../core/prove/reconcile.ts';
import { reportOf } from '../core/prove/reconcile-report.ts';
import type { EvidenceReader, Period, TrailSource } from '../lambdas/reconcile/ports.ts';
import { type ReconciledPeriod, reconcilePeriod } from '../lambdas/reconcile/reconcile-period.ts';
import { repair } from '../lambdas/reconcile/repair.ts';
import { createPolicies } from '../lambdas/seal/policies.ts';
import { loadPolicy } from './load-policy.ts';
import { openEvidenceStore } from './open-evidence-store.ts';
import { openTrail } from './open-trail.ts';
import { readPeriod } from './read-period.ts';
import { reconcileExit } from './reconcile-exit.ts';
import { reconcileText } from './reconcile-text.ts';
import { tellProgress } from './tell-progress.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type ReconcileOptions = {
  readonly trail?: string;
  readonly evidence?: string;
  readonly from?: string;
  readonly until?: string;
  readonly policy?: string;
  readonly repair?: boolean;
};

/** `geofence reconcile`: what a trail holds against what evidence holds, call by call and hour by hour. */
export async function reconcile(
  options: ReconcileOptions,
  version: string,
  now: () => number,
  terminal: Terminal,
): Promise<Exit> {
  const nowMs = now();
  if (options.trail === undefined || options.evidence === undefined) {
    return refuse([NOT_NAMED], terminal);
  }
  const [trail, evidence] = [
    await openTrail(options.trail),
    await openEvidenceStore(options.evidence),
  ];
  const period = readPeriod(options, nowMs);
  const problems = [trail, evidence, period].flatMap((each) =>
    each.kind === 'unusable' ? each.problem : [],
  );
  if (trail.kind === 'unusable' || evidence.kind === 'unusable' || period.kind === 'unusable') {
    return refuse(problems, terminal);
  }
  try {
    const otherwise = await findPolicy(options.policy, evidence.store);
    if (otherwise === null) return refuse([NO_POLICY], terminal);
    const before = await look(trail.source, evidence.store, period, otherwise, nowMs, terminal);
    if (terminal.signal.aborted) return EXIT.interrupted;
    const mends = options.repair === true;
    if (mends) await repair(before, version, evidence.store, now());
    const after = mends ? compare(addMissing(before.input, before)) : null;
    const report = reportOf({ ...before, ...before.input, nowMs }, before, after);
    terminal.out(reconcileText(report, terminal.paint));
    return reconcileExit(report);
  } catch (error) {
    return refuse(
      [error instanceof Error ? `${error.name}: ${error.message}` : String(error)],
      terminal,
    );
  }
}

async function look(
  trail: TrailSource,
  evidence: EvidenceReader,
  period: Period,
  otherwise: NamedPolicy,
  nowMs: number,
  terminal: Terminal,
): Promise<ReconciledPeriod> {
  const progress = tellProgress(terminal);
  const onFile = (files: number) => progress.update(() => `${files} log files of the trail`);
  const compared = await reconcilePeriod(trail, evidence, period, otherwise, nowMs, onFile);
  progress.done();
  return compared;
}

const NOT_NAMED =
  'what is compared is named with --trail and --evidence; --distributed takes both from the deployment.';
const NO_POLICY =
  'nothing says which policy judges what was missed before the first seal.\n  Fix: name it with --policy FILE.';

/** What judges where no seal says: the policy that is named, that of the folder, or the only one kept. */
async function findPolicy(
  file: string | undefined,
  evidence: EvidenceReader,
): Promise<NamedPolicy | null> {
  const loaded = await loadPolicy(file, []);
  if (loaded.kind === 'policy') return { policy: loaded.resolved, sha256: loaded.sha256 };
  if (file !== undefined) throw new Error(loaded.message);
  const kept: string[] = [];
  for await (const { key } of evidence.list('policies/v1/')) {
    const [, sha256] = /^policies\/v1\/([0-9a-f]{64})\.json$/.exec(key) ?? [];
    if (sha256 !== undefined) kept.push(sha256);
  }
  const [sha256] = kept;
  if (sha256 === undefined || kept.length > 1) return null;
  const read = async (key: string) => {
    const object = await evidence.read(key);
    return object === null ? null : { ...object, versionId: null };
  };
  return { sha256, policy: await createPolicies({ read })(sha256) };
}

function refuse(problems: readonly string[], terminal: Terminal): Exit {
  for (const problem of problems) terminal.err(`geofence reconcile: ${problem}\n`);
  return EXIT.failed;
}
