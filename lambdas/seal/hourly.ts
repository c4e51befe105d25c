import { createSeries, type Datum } from '../../core/measure/series.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { Message, TellContext } from '../../core/tell/message.ts';
import type { LogEntry } from '../ingest/ports.ts';
import { closeHours, firstHour } from './close-hours.ts';
import { type Comparison, compareInvocations } from './compare-invocations.ts';
import { countOpen, type OpenFindings } from './count-open.ts';
import type { SealPorts, SealSettings } from './ports.ts';
import { type SealedHours, sealHours } from './seal-hours.ts';
import { tellWaivers } from './tell-waivers.ts';
import { watchHours } from './watch-hours.ts';

/** Everything that the hourly run touches of the world. */
export type HourlyPorts = SealPorts & {
  readonly publish: (message: Message) => Promise<void>;
  readonly publishMetrics: (data: readonly Datum[]) => Promise<void>;
  /** How many calls of one clock hour Bedrock itself counted in a Region: of this account, or of another. */
  readonly countInvocations: (
    region: string,
    fromMs: number,
    accountId?: string,
  ) => Promise<number>;
  readonly log: (entry: LogEntry) => void;
};

export type HourlySettings = SealSettings & {
  readonly tell: TellContext;
  /** The deployed policy. */
  readonly policy: ResolvedPolicy;
  /** Whether every account of an organization is watched, or this one alone. */
  readonly topology: 'single' | 'organization';
};

/**
 * What is done each hour, in this order: the hour is closed, compared with Bedrock's own count, and
 * what was written is sealed. A part that fails does not keep the others from being done; at the end
 * the run fails with it, so that an alarm rings and it is tried again.
 */
export async function runHourly(settings: HourlySettings, ports: HourlyPorts): Promise<void> {
  const failures: unknown[] = [];
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      const name = error instanceof Error ? error.message : String(error);
      ports.log({ level: 'ERROR', message: `${what} failed`, error: name });
      failures.push(error);
      return null;
    }
  };
  const closed = await attempt('closing the hour', () => closeHours(settings, ports));
  const compared = settings.topology === 'single' ? await compareClosed() : [];
  const watched =
    settings.topology === 'organization'
      ? await attempt('looking at every account', () => watchHours(settings, ports))
      : [];
  const open = await attempt('counting what is open', () => countOpen(ports));
  await attempt('telling of waivers', () => tellWaivers(settings, ports));
  const sealed = await attempt('sealing', () => sealHours(settings, ports));
  await attempt('metrics', () =>
    ports.publishMetrics(measure(sealed, compared, open, ports.now())),
  );
  ports.log({
    ...{ level: failures.length > 0 ? 'WARN' : 'INFO', message: 'hourly run' },
    ...{ closed: closed?.length ?? 0, sealed: sealed?.hours.length ?? 0 },
    ...{ late: sealed?.late.length ?? 0, gone: sealed?.gone.length ?? 0 },
    ...{ notCompared: compared.filter(({ kind }) => kind === 'not-compared').length },
    watched: watched?.length ?? 0,
  });
  if (failures.length > 0) throw failures[0];

  async function compareClosed(): Promise<readonly Comparison[]> {
    const answers: Comparison[] = [];
    const began = await attempt('finding the first evidence', () => firstHour(ports));
    for (const hour of closed ?? []) {
      if (began === null || hour <= began) continue;
      const some = await attempt('comparing with AWS/Bedrock', () =>
        compareInvocations(hour, settings.regions, ports),
      );
      answers.push(...(some ?? []));
    }
    return answers;
  }
}

function measure(
  sealed: SealedHours | null,
  compared: readonly Comparison[],
  open: OpenFindings | null,
  nowMs: number,
): readonly Datum[] {
  const series = createSeries();
  for (const each of compared) {
    const SourceRegion = each.region;
    if (each.kind === 'not-compared') series.add('NotCompared', { SourceRegion }, nowMs);
    else {
      series.add('UnseenCalls', {}, nowMs, 1, each.unseen);
      series.add('UnseenCalls', { SourceRegion }, nowMs, 1, each.unseen);
    }
  }
  if (open !== null) {
    series.add('OpenFindings', {}, nowMs, 1, open.groups);
    series.add('OldestOpenDays', {}, nowMs, 1, open.oldestDays);
  }
  if (sealed !== null) {
    if (sealed.caughtUp) series.add('SealsCurrent', {}, nowMs);
    const problems = sealed.gone.length + sealed.missingSeals.length;
    series.add('SealProblems', {}, nowMs, 1, problems);
    series.add('LateObjects', {}, nowMs, 1, sealed.late.length);
  }
  return series.data();
}
