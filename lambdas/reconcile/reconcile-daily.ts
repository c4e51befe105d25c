import { measureReconciled } from '../../core/measure/measure-reconciled.ts';
import type { Datum } from '../../core/measure/series.ts';
import { addMissing } from '../../core/prove/add-missing.ts';
import { hourAt, startOfHour } from '../../core/prove/clock-hour.ts';
import type { CoverageState } from '../../core/prove/count-hours.ts';
import { countState } from '../../core/prove/count-state.ts';
import { foundIn } from '../../core/prove/found-in.ts';
import type { NamedPolicy } from '../../core/prove/policies-by-hour.ts';
import { type Reconciled, reconcile } from '../../core/prove/reconcile.ts';
import type { TellContext } from '../../core/tell/message.ts';
import { tellGroups } from '../../core/tell/tell-groups.ts';
import { tell } from '../ingest/tell.ts';
import type { ReconcilePorts } from './ports.ts';
import { type ReconciledPeriod, reconcilePeriod } from './reconcile-period.ts';
import { repair } from './repair.ts';

export type ReconcileSettings = {
  /** The policy of this deployment: judges what was missed before anything was sealed. */
  readonly policy: NamedPolicy;
  readonly version: string;
  readonly tell: TellContext;
};

const DAY_MS = 86_400_000;
/** The day before yesterday once more, because some files come late. */
const DAYS = 2;

/**
 * What is done each day: evidence of yesterday and the day before is compared with the trail, and what is
 * missing is added, then told, then counted. A crash after the adding loses no message: the hourly run
 * closes the hour of writing, and tells what nobody was told. Rejects where a part failed, so that an alarm
 * rings and it is tried again.
 */
export async function reconcileDaily(
  settings: ReconcileSettings,
  ports: ReconcilePorts,
): Promise<ReconciledPeriod> {
  const nowMs = ports.now();
  const untilMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const period = { fromMs: untilMs - DAYS * DAY_MS, untilMs };
  const { trail, evidence } = ports;
  const before = await reconcilePeriod(trail, evidence, period, settings.policy, nowMs);
  /** The hour of writing is that in which it is written, however long the reading took. */
  const writtenMs = ports.now();
  await repair(before, settings.version, evidence, writtenMs);

  const found = tellGroups(foundIn(before.differences), startOfHour(hourAt(writtenMs)));
  const told = await tell(found, settings, { store: evidence, publish: ports.publish }, writtenMs);
  const after = reconcile(addMissing(before.input, before));
  const failure = await ports.publishMetrics(measure(before, after, writtenMs)).then(
    () => told.errors[0] ?? null,
    (error: unknown) => error,
  );
  const hoursOf = (state: CoverageState) => countState(after, state);
  ports.log({
    ...{ level: before.unseen.length > 0 ? 'WARN' : 'INFO', message: 'daily run' },
    ...{
      trail: trail === null ? 'none named' : 'read',
      files: before.files,
      others: before.others,
    },
    ...{ missing: countOf(before, 'missing'), told: told.messages },
    ...{ extra: countOf(after, 'extra'), differing: countOf(after, 'differing') },
    ...{ complete: hoursOf('complete'), incomplete: hoursOf('incomplete') },
    ...{ notLookedAt: hoursOf('not looked at'), unseen: before.unseen.length },
  });
  for (const { where, problem } of before.unseen.slice(0, 20)) {
    ports.log({ level: 'WARN', message: 'could not be looked at', where, problem });
  }
  if (failure !== null) throw failure;
  return { ...before, ...after };
}

function measure(before: Reconciled, after: Reconciled, nowMs: number): readonly Datum[] {
  const found = foundIn(before.differences).filter(({ observed }) => !observed);
  const counts = {
    missing: countOf(before, 'missing'),
    contradicted: countOf(after, 'extra') + countOf(after, 'differing'),
    open: countState(after, 'incomplete') + countState(after, 'not looked at'),
    outside: found.filter(({ verdict }) => verdict === 'outside').length,
    undecided: found.filter(({ verdict }) => verdict === 'undecided').length,
  };
  return measureReconciled(counts, nowMs);
}

function countOf({ differences }: Reconciled, kind: string): number {
  return differences.filter((each) => each.kind === kind).length;
}
