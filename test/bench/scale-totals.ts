import type { Use } from './cost-day.ts';
import type { Requests } from './cost-world.ts';
import type { RegionOutcome } from './scale-region.ts';

/** Everything that happened, over all Regions. */
export type Totals = ReturnType<typeof totalsOf>;

export function totalsOf(outcomes: readonly RegionOutcome[]) {
  const sum = (of: (outcome: RegionOutcome) => number) =>
    outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const most = (of: (outcome: RegionOutcome) => number) => Math.max(...outcomes.map(of));
  const hours = most(({ series }) => series.length);
  const seriesByHour = Array.from(
    { length: hours },
    (_, hour) => new Set(outcomes.flatMap(({ series }) => series[hour] ?? [])),
  );
  const verdicts = new Map<string, number>();
  for (const { checked } of outcomes) {
    for (const [verdict, count] of Object.entries(checked.settled)) {
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + count);
    }
  }
  const lines = sum(({ checked }) => checked.lines);
  return {
    ...{ sum, most, lines, verdicts, seriesByHour },
    series: new Set(seriesByHour.flatMap((names) => [...names])),
    use: useOf(outcomes),
    mostPutsASecond: mostASecond(outcomes.map(({ putsBySecond }) => putsBySecond)),
    mostMetricRequestsASecond: mostASecond(
      outcomes.map(({ metricRequestsBySecond }) => metricRequestsBySecond),
    ),
  };
}

/** The same in the shape that the cost program prices. */
function useOf(outcomes: readonly RegionOutcome[]): Use {
  const of = (name: keyof Requests) =>
    outcomes.reduce((all, { requests }) => all + requests[name], 0);
  const add = (what: (outcome: RegionOutcome) => number) =>
    outcomes.reduce((all, outcome) => all + what(outcome), 0);
  return {
    ...{ puts: of('puts'), lists: of('lists'), publishes: of('publishes') },
    ...{ metricRequests: of('metricRequests'), rounds: of('rounds'), outside: of('outside') },
    ...{ storedBytes: of('storedBytes'), movedObjects: of('movedObjects') },
    ...{ logBytes: of('logBytes'), mostMetrics: of('mostMetrics') },
    calls: add(({ calls }) => calls),
    batches: add(({ batches }) => batches),
    sends: add(({ messages, copies }) => messages + copies),
    receives: add(({ receives }) => receives),
    deletes: add(({ messages, copies }) => (messages + copies) / 10),
    cpuMs: add(({ ingestCpuMs }) => ingestCpuMs),
    billedMs: add(({ billedMs }) => billedMs),
    series: new Set(),
  };
}

/** Regions run at the same time: what they do in one second adds up. */
function mostASecond(regions: readonly (readonly number[])[]): number {
  const seconds = Math.max(...regions.map(({ length }) => length));
  let most = 0;
  for (let second = 0; second < seconds; second += 1) {
    most = Math.max(
      most,
      regions.reduce((all, bySecond) => all + (bySecond[second] ?? 0), 0),
    );
  }
  return most;
}
