import { workKeys } from '../../core/distribute/run.ts';
import type { RunItem } from '../../core/distribute/run-item.ts';
import type { RunRequest } from '../../core/distribute/run-request.ts';
import type { ReconcileReport } from '../../core/prove/reconcile-report.ts';
import { finishRun } from '../../lambdas/finish-run/finish-run.ts';
import { gatherBatches } from '../../lambdas/gather-batches/gather-batches.ts';
import { listTrail } from '../../lambdas/list-trail/list-trail.ts';
import { mapFiles } from '../../lambdas/map-files/map-files.ts';
import type { TrailSource } from '../../lambdas/reconcile/ports.ts';
import { reducePart } from '../../lambdas/reduce-part/reduce-part.ts';
import { type aReconcile, NIGHT } from './a-reconcile.ts';

type World = Pick<ReturnType<typeof aReconcile>, 'settings' | 'ports'> & {
  readonly trail: TrailSource;
};

/** The functions of a distributed run, called as the state machine calls them, over the daily run's world. */
export function aDistributedRun(
  world: World,
  {
    name = 'run-1',
    parts,
    batch = 3,
    period,
  }: {
    readonly name?: string;
    readonly parts?: number;
    readonly batch?: number;
    readonly period?: { readonly fromMs: number; readonly untilMs: number };
  } = {},
) {
  const objects = new Map<string, Uint8Array>();
  const work = {
    put: async (key: string, bytes: Uint8Array) => void objects.set(key, bytes),
    read: async (key: string) => objects.get(key) ?? null,
    async *list(prefix: string) {
      yield* [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    },
    async write(key: string, pieces: AsyncIterable<Uint8Array>) {
      const all: Uint8Array[] = [];
      for await (const piece of pieces) all.push(piece);
      objects.set(key, Buffer.concat(all));
    },
  };
  const { settings, ports, trail } = world;
  const day = 86_400_000;
  const untilMs = Math.floor(NIGHT / day) * day;
  const request: RunRequest = {
    ...(period ?? { fromMs: untilMs - 2 * day, untilMs }),
    ...{ reader: 'manifest', manifest: null, concurrency: 100, only: false },
  };
  const all = { ...ports, trail, work };

  const list = async () => {
    const listed = await listTrail(request, { name, nowMs: NIGHT }, all);
    return { ...listed, run: { ...listed.run, parts: parts ?? listed.run.parts } };
  };
  const batches = (manifest: string): readonly (readonly RunItem[])[] => {
    const lines = Buffer.from(objects.get(manifest) ?? [])
      .toString()
      .split('\n')
      .filter(Boolean);
    const items = lines.map((line) => JSON.parse(line) as RunItem);
    return items.flatMap((_, at) => (at % batch === 0 ? [items.slice(at, at + batch)] : []));
  };
  return {
    objects,
    /** All of it. `attempt` calls each function, as often as it likes. */
    async run(attempt: <T>(work: () => Promise<T>) => Promise<T> = (work) => work()) {
      const { run, manifest } = await attempt(list);
      for (const items of batches(manifest)) {
        await attempt(() => mapFiles(run, items, all, settings.policy.sha256));
      }
      const gathered = await attempt(() => gatherBatches(run, all));
      for (const part of [...gathered.parts, 'linked'] as const) {
        await attempt(() => reducePart(run, part, settings, all));
      }
      const answer = await attempt(() => finishRun(run, settings, all));
      const bytes = objects.get(workKeys(run).report) ?? new Uint8Array();
      return { answer, report: JSON.parse(Buffer.from(bytes).toString()) as ReconcileReport };
    },
  };
}
