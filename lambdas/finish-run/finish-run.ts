import { gunzipSync } from 'node:zlib';
import type { Gathered } from '../../core/distribute/gathered.ts';
import { mergeParts } from '../../core/distribute/merge-parts.ts';
import type { PartReport } from '../../core/distribute/part-report.ts';
import { type PartName, type Run, workKeys } from '../../core/distribute/run.ts';
import type { JudgedCall } from '../../core/judge/judged.ts';
import { measureReconciled } from '../../core/measure/measure-reconciled.ts';
import { type ClockHour, hourAt, startOfHour } from '../../core/prove/clock-hour.ts';
import { linesOf } from '../../core/prove/read-evidence.ts';
import type { ReconcileReport } from '../../core/prove/reconcile-report.ts';
import { tellGroups } from '../../core/tell/tell-groups.ts';
import type { WorkStore } from '../distribute/ports.ts';
import { workObjects } from '../distribute/work-objects.ts';
import { tell } from '../ingest/tell.ts';
import type { ReconcilePorts } from '../reconcile/ports.ts';
import type { ReconcileSettings } from '../reconcile/reconcile-daily.ts';

export type FinishPorts = Pick<ReconcilePorts, 'publish' | 'publishMetrics' | 'now'> & {
  readonly evidence: Pick<ReconcilePorts['evidence'], 'put' | 'has'>;
  readonly work: WorkStore;
};

/** How a run ended; the whole report lies in the work bucket. */
export type FinishAnswer = {
  readonly report: string;
  readonly files: number;
  readonly added: number;
  readonly left: number;
  readonly unseen: number;
};

/**
 * Makes one table and one report of all parts, tells people what was found and counts it. Telling comes
 * when all of evidence is written, and in one place, so that the same caller in many parts is one message.
 * A run that is finished is not told and counted again. Rejects where a part failed.
 */
export async function finishRun(
  run: Run,
  settings: ReconcileSettings,
  ports: FinishPorts,
): Promise<FinishAnswer> {
  const { readJson, putJson, has } = workObjects(ports.work);
  const keys = workKeys(run);
  if (await has(keys.report)) return answerOf(await readJson<ReconcileReport>(keys.report));
  const names = [...Array.from({ length: run.parts }, (_, part): PartName => `${part}`), 'linked'];
  const parts: { readonly name: PartName; readonly report: PartReport }[] = [];
  for (const name of names as PartName[]) {
    parts.push({ name, report: await readJson<PartReport>(keys.reportOf(name)) });
  }
  const gathered = await readJson<Gathered>(keys.gathered);
  const { report, counts } = mergeParts(
    run,
    gathered,
    parts.map((each) => each.report),
  );

  const errors: unknown[] = [];
  for (const [hour, found] of await foundByHour()) {
    const groups = tellGroups(found, startOfHour(hour));
    const told = await tell(
      groups,
      settings,
      { store: ports.evidence, publish: ports.publish },
      ports.now(),
    );
    errors.push(...told.errors);
  }
  if (errors.length > 0) throw errors[0];
  await ports.publishMetrics(measureReconciled(counts, ports.now()));
  await putJson(keys.report, report);
  return answerOf(report);

  /** By the hour in which its part was written: the hourly run tells of the same hours. */
  async function foundByHour(): Promise<ReadonlyMap<ClockHour, readonly JudgedCall[]>> {
    const byHour = new Map<ClockHour, JudgedCall[]>();
    for (const { name, report } of parts) {
      const bytes = await ports.work.read(keys.foundOf(name));
      if (bytes === null) throw new Error(`${keys.foundOf(name)} is not there`);
      const hour = hourAt(report.writtenMs);
      const found = byHour.get(hour) ?? [];
      for (const line of linesOf(gunzipSync(bytes).toString('utf8'))) found.push(JSON.parse(line));
      byHour.set(hour, found);
    }
    return byHour;
  }

  function answerOf({ files, added, left, unseen }: ReconcileReport): FinishAnswer {
    return { report: keys.report, files, added: added ?? 0, left, unseen: unseen.count };
  }
}
