import type { Basis, VerdictKind } from '../core/judge/judged.ts';
import type { Finding, Gap, RouteCount, Totals } from '../core/report/audit-report.ts';

/** What must come out for one call, worked out by hand from the rules of judgement. */
export type Truth = {
  readonly verdict: VerdictKind;
  /** Null for `not-served`. */
  readonly basis: Basis | null;
  /** The inference Region that a route shows; null for `not-served` and `unknown`. */
  readonly ranIn: string | null;
  readonly exposed?: true;
  readonly unresolved?: true;
  readonly openStream?: true;
  /** The rule that makes it so, in a few words. */
  readonly why: string;
};

/** Work whose Region no record names. */
export type SubmissionTruth = { readonly exposed: boolean; readonly why: string };

type PlantedCall = {
  readonly truth: Truth;
  readonly sourceRegion: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly hasCompletion: boolean;
  /** How the call reads if it becomes a finding. */
  readonly shown: Pick<
    Finding,
    'eventId' | 'requestId' | 'time' | 'accountId' | 'principal' | 'modelId'
  >;
};

type PlantedFinding = Omit<
  Finding,
  'id' | 'because' | 'fence' | 'observed' | 'client' | 'mayHaveRun'
>;

type PlantedRoute = Omit<RouteCount, 'eventIds'>;

/** The content of `expected.json`. */
type Expected = {
  readonly totals: Totals;
  readonly routes: readonly PlantedRoute[];
  readonly findings: readonly PlantedFinding[];
  readonly gaps: readonly Pick<Gap, 'file' | 'kind'>[];
  /** Which rules were planted, and for how many calls or records each. */
  readonly planted: Readonly<Record<string, number>>;
};

/** Where the chapters of the day write down what they planted. */
export type Ledger = {
  readonly call: (planted: PlantedCall) => void;
  readonly submission: (truth: SubmissionTruth) => void;
  readonly duplicate: (why: string) => void;
  readonly gap: (kind: Gap['kind'], file: string, why: string) => void;
  /** Totals, routes, findings and gaps, sorted. */
  readonly close: (counted: { readonly files: number; readonly records: number }) => Expected;
};

/** Sorts as plain code units, null last. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

function routesOf(calls: readonly PlantedCall[]): PlantedRoute[] {
  const routes = new Map<string, PlantedRoute>();
  for (const { truth, sourceRegion, inputTokens, outputTokens } of calls) {
    const { ranIn: inferenceRegion, basis, verdict } = truth;
    const key = JSON.stringify([sourceRegion, inferenceRegion, basis, verdict]);
    const sum = routes.get(key) ?? { calls: 0, inputTokens: 0, outputTokens: 0 };
    routes.set(key, {
      sourceRegion,
      inferenceRegion,
      basis,
      verdict,
      calls: sum.calls + 1,
      inputTokens: sum.inputTokens + inputTokens,
      outputTokens: sum.outputTokens + outputTokens,
    });
  }
  return [...routes.values()].sort(
    (a, b) =>
      compare(a.sourceRegion, b.sourceRegion) ||
      compare(a.inferenceRegion, b.inferenceRegion) ||
      compare(a.basis, b.basis) ||
      compare(a.verdict, b.verdict),
  );
}

function findingOf({ truth, sourceRegion, shown }: PlantedCall): PlantedFinding[] {
  const { verdict } = truth;
  if (verdict !== 'outside' && verdict !== 'undecided') return [];
  return [
    {
      eventId: shown.eventId,
      requestId: shown.requestId,
      time: shown.time,
      accountId: shown.accountId,
      principal: shown.principal,
      sourceRegion,
      inferenceRegion: truth.ranIn,
      basis: truth.basis,
      modelId: shown.modelId,
      verdict,
    },
  ];
}

/** Creates an empty ledger. It only adds up what it is told; it judges nothing. */
export function createLedger(): Ledger {
  const calls: PlantedCall[] = [];
  const submissions: SubmissionTruth[] = [];
  const gaps: Pick<Gap, 'file' | 'kind'>[] = [];
  const planted: Record<string, number> = {};
  let duplicates = 0;
  const note = (why: string): void => {
    planted[why] = (planted[why] ?? 0) + 1;
  };
  const count = (holds: (planted: PlantedCall) => boolean): number => calls.filter(holds).length;
  const countGaps = (kind: Gap['kind']): number => gaps.filter((gap) => gap.kind === kind).length;
  const countVerdict = (verdict: VerdictKind): number =>
    count(({ truth }) => truth.verdict === verdict);

  return {
    call: (plantedCall) => {
      calls.push(plantedCall);
      note(plantedCall.truth.why);
    },
    submission: (truth) => {
      submissions.push(truth);
      note(truth.why);
    },
    duplicate: (why) => {
      duplicates += 1;
      note(why);
    },
    gap: (kind, file, why) => {
      gaps.push({ file, kind });
      note(why);
    },
    close: ({ files, records }) => ({
      totals: {
        files,
        unreadableFiles: countGaps('file'),
        records,
        unreadableRecords: countGaps('record'),
        unrecognised: countGaps('unrecognised'),
        duplicates,
        calls: calls.length,
        inside: countVerdict('inside'),
        waived: countVerdict('waived'),
        outside: countVerdict('outside'),
        undecided: countVerdict('undecided'),
        notServed: countVerdict('not-served'),
        exposed:
          count(({ truth }) => truth.exposed === true) +
          submissions.filter(({ exposed }) => exposed).length,
        unresolved: count(({ truth }) => truth.unresolved === true),
        submissions: submissions.length,
        completions: count(({ hasCompletion }) => hasCompletion),
        openStreams: count(({ truth }) => truth.openStream === true),
      },
      routes: routesOf(calls),
      findings: calls
        .flatMap(findingOf)
        .sort((a, b) => compare(a.time, b.time) || compare(a.eventId, b.eventId)),
      gaps: gaps.toSorted((a, b) => compare(a.file, b.file) || compare(a.kind, b.kind)),
      planted,
    }),
  };
}
