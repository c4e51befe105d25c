import type { JudgedCall } from '../judge/judged.ts';
import type { Breakdown, RefusalCount, RouteCount } from '../report/audit-report.ts';
import { createGroups } from './group-counts.ts';
import { keepLeast } from './keep-least.ts';
import { addVerdict, noVerdicts, type VerdictCounts } from './verdict-counts.ts';

/** Counts calls one after the other, so that none has to be kept. */
export type CallCounts = {
  readonly add: (call: JudgedCall) => void;
  readonly routes: () => readonly RouteCount[];
  /** Refused calls by kind, and by the Region that a service control policy named. */
  readonly refusals: () => readonly RefusalCount[];
  readonly breakdowns: () => Readonly<Record<keyof typeof NAMES, readonly Breakdown[]>>;
};

const NAMES = {
  models: ({ modelId }: JudgedCall) => modelId,
  accounts: ({ accountId }: JudgedCall) => accountId,
  roles: ({ principal }: JudgedCall) => principal,
  clients: ({ client }: JudgedCall) => client,
  /** "2026-11-03T09" */
  hours: ({ timeMs }: JudgedCall) =>
    timeMs === null ? null : new Date(timeMs).toISOString().slice(0, 13),
} as const;

type Route = Omit<RouteCount, keyof RouteSums>;
type RouteSums = { calls: number; inputTokens: number; outputTokens: number; eventIds: string[] };
type Refused = Omit<RefusalCount, 'calls' | 'eventIds'>;

export function createCallCounts(): CallCounts {
  const routes = createGroups<Route, RouteSums>(() => ({
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    eventIds: [],
  }));
  const refusals = createGroups<Refused, { calls: number; eventIds: string[] }>(() => ({
    calls: 0,
    eventIds: [],
  }));
  const breakdowns = Object.entries(NAMES).map(([name, nameOf]) => ({
    name,
    nameOf,
    ...breakDown(),
  }));
  return {
    add(call) {
      const { sourceRegion, inferenceRegion, basis, verdict, refusal, blockedRegion } = call;
      const route = { sourceRegion, inferenceRegion, basis, verdict };
      routes.add(
        JSON.stringify(Object.values(route)),
        () => route,
        (counts) => {
          counts.calls += 1;
          counts.inputTokens += call.inputTokens;
          counts.outputTokens += call.outputTokens;
          keepLeast(counts.eventIds, call.eventId);
        },
      );
      if (refusal !== null) {
        const refused = { refusal, blockedRegion };
        refusals.add(
          JSON.stringify([refusal, blockedRegion]),
          () => refused,
          (counts) => {
            counts.calls += 1;
            keepLeast(counts.eventIds, call.eventId);
          },
        );
      }
      for (const { nameOf, add } of breakdowns) add(nameOf(call), call);
    },
    routes: () => routes.list().map(([route, counts]) => ({ ...route, ...counts })),
    refusals: () => refusals.list().map(([refused, counts]) => ({ ...refused, ...counts })),
    breakdowns: () =>
      Object.fromEntries(breakdowns.map(({ name, list }) => [name, list()])) as ReturnType<
        CallCounts['breakdowns']
      >,
  };
}

/** Calls by a name; the most called first, then by name. */
function breakDown() {
  const groups = createGroups<string, VerdictCounts>(noVerdicts);
  return {
    add(name: string | null, call: JudgedCall): void {
      const shown = name ?? 'not named';
      groups.add(
        shown,
        () => shown,
        (counts) => addVerdict(counts, call),
      );
    },
    list: (): readonly Breakdown[] =>
      groups
        .list()
        .map(([name, counts]) => ({ name, ...counts }))
        .sort((a, b) => b.calls - a.calls),
  };
}
