import { type ClockHour, hourAt, hoursAfter, startOfHour } from '../../core/prove/clock-hour.ts';
import { createServedCalls } from '../../core/prove/served-calls.ts';
import { evidenceLines } from './evidence-lines.ts';
import type { HourlyPorts } from './hourly.ts';

/** What Bedrock counted in one source Region against what was judged there. */
export type Comparison =
  /** Calls that Bedrock counted and no record told of; 0 where all were seen. */
  | { readonly kind: 'compared'; readonly region: string; readonly unseen: number }
  | { readonly kind: 'not-compared'; readonly region: string; readonly error: string };

/** Compares one clock hour of calls, in every source Region, with Bedrock's own count of them. */
export async function compareInvocations(
  hour: ClockHour,
  regions: readonly string[],
  ports: Pick<HourlyPorts, 'list' | 'read' | 'countInvocations' | 'now'>,
): Promise<readonly Comparison[]> {
  const served = createServedCalls(hour, ({ sourceRegion }) => sourceRegion);
  const last = hourAt(ports.now());
  for (let each = hour; each <= last; each = hoursAfter(each, 1)) {
    for await (const line of evidenceLines(each, ports)) {
      if (line.kind === 'line') served.add(line.reading);
    }
  }
  return Promise.all(
    regions.map(async (region): Promise<Comparison> => {
      try {
        const counted = await ports.countInvocations(region, startOfHour(hour));
        const unseen = Math.max(0, Math.round(counted) - served.countIn(region));
        return { kind: 'compared', region, unseen };
      } catch (error) {
        const name = error instanceof Error ? error.name : typeof error;
        return { kind: 'not-compared', region, error: name };
      }
    }),
  );
}
