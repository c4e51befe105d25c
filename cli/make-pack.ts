import type { Coverage } from '../core/coverage/coverage.ts';
import { inWindow, type Window } from '../core/judge/in-window.ts';
import type { Judged, JudgedCall } from '../core/judge/judged.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { startOfHour } from '../core/prove/clock-hour.ts';
import { WATCHED_PREFIX } from '../core/prove/watched-hour.ts';
import { allowedPlaces } from '../core/report/allowed-places.ts';
import type { AuditReport, Gap } from '../core/report/audit-report.ts';
import { buildReport } from '../core/report/build-report.ts';
import type { EvidenceReport } from '../core/report/evidence-report.ts';
import { createFollower } from '../core/report/follow-findings.ts';
import { policiesInForce } from '../core/report/policies-in-force.ts';
import type { UnwatchedPlace } from '../core/report/unwatched-places.ts';
import { verifyGuide } from '../core/report/verify-guide.ts';
import { waiversUsed } from '../core/report/waivers-used.ts';
import { evidencePage } from '../dashboards/evidence-page.ts';
import { reportPage } from '../dashboards/report-page.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { type Gathered, gatherEvidence } from './gather-evidence.ts';
import { readPolicies } from './read-policies.ts';
import { takeInventory } from './take-inventory.ts';
import { describeProgress } from './verify.ts';
import { type Trust, verifyEvidence } from './verify-evidence.ts';
import type { Verified } from './verify-result.ts';
import { answerOfVerified, originOf, reachOf, toneOf } from './verify-text.ts';

type Asked = {
  readonly source: EvidenceSource;
  readonly trust: Trust;
  readonly window: Window;
  readonly version: string;
};

export type Pack = {
  readonly report: AuditReport;
  readonly verified: Verified;
  /** As it was last looked at in the period; null where nobody looked. */
  readonly coverage: Coverage | null;
};

type Put = (path: string, bytes: string | Uint8Array) => Promise<void>;

/**
 * Verifies evidence, judges it again for a period, and writes what an auditor gets: the pages, the
 * report as JSON, the evidence with its seals, and how to check it. Rejects where it cannot be looked at.
 */
export async function makePack(
  { source, trust, window, version }: Asked,
  put: Put,
  signal: AbortSignal,
  onProgress: (describe: () => string) => void,
): Promise<Pack> {
  const found = await verifyEvidence(source, trust, signal, (now) =>
    onProgress(() => describeProgress(now)),
  );
  const inventory = await takeInventory(source, signal);
  const policies = await readPolicies(inventory, source);
  const gathered = await gatherEvidence(
    { source, inventory, policies, window },
    put,
    signal,
    (files, allFiles) => onProgress(() => `verified; ${files} of ${allFiles} files put together`),
  );
  const verified = { ...found, unseen: [...found.unseen, ...gathered.unseen] };
  const inForce = policiesInForce(policies, gathered.seals);
  const [sha256, policy] = lastPolicy(policies, inForce);
  const used = waiversUsed();
  const findings: JudgedCall[] = [];
  let leftOut = 0;
  const settled = inWindow(gathered.part.settle(gathered.strays), window, () => {
    leftOut += 1;
  });
  const report = buildReport({
    judged: watch(settled, (call) => {
      used.add(call);
      if (call.verdict === 'outside' || call.verdict === 'undecided') findings.push(call);
    }),
    leftOut: () => leftOut,
    files: gathered.files,
    ...countGaps([
      ...gathered.gaps,
      ...gapsOf(verified, window),
      ...gathered.unwatched.flatMap(unseenOf),
    ]),
    records: gathered.records,
    skipped: [],
    policy,
    policySha256: sha256,
    accountNames: {},
    version,
  });
  const follow = createFollower({
    ...gathered,
    writingOf: (eventId) => gathered.writings.get(eventId),
  });
  const evidence: EvidenceReport = {
    asked: { from: isoOf(window.fromMs), until: isoOf(window.untilMs) },
    proof: proofOf(verified, gathered),
    flaws: verified.flaws,
    unseen: verified.unseen,
    policies: inForce,
    waivers: used.list([...policies.values()]),
    unwatched: gathered.unwatched,
    coverage: gathered.coverage,
    lives: new Map(findings.map(follow).map((life) => [life.id, life])),
    nowMs: trust.nowMs,
  };
  await put('report.html', reportPage(report));
  await put('evidence.html', evidencePage(report, evidence));
  await put('report.json', `${JSON.stringify(report, null, 2)}\n`);
  await put('left-out.json', `${JSON.stringify(gathered.objects.leftOut, null, 2)}\n`);
  await put('VERIFY.md', verifyGuide(factsOf(report, gathered, policies, window)));
  return { report, verified, coverage: gathered.coverage };
}

function* watch(settled: Iterable<Judged>, onCall: (call: JudgedCall) => void): Generator<Judged> {
  for (const judged of settled) {
    if (judged.call !== null) onCall(judged.call);
    yield judged;
  }
}

/** The policy that judged last: its fences are those that the report tells of. */
function lastPolicy(
  policies: ReadonlyMap<string, ResolvedPolicy>,
  inForce: EvidenceReport['policies'],
): readonly [string, ResolvedPolicy] {
  const sha256 = (inForce.findLast(({ from }) => from !== null) ?? inForce.at(-1))?.sha256 ?? '';
  const policy = policies.get(sha256);
  if (policy === undefined)
    throw new Error('there is no policy in it by which anything was judged');
  return [sha256, policy];
}

/** Kinds of flaws behind which calls may be that nobody can look at any more. */
const LOSSES: ReadonlySet<string> = new Set(['missing', 'changed', 'gap', 'cut short']);

/** What could not be looked at, and the part of a period that lies before everything that is sealed. */
function gapsOf({ unseen, flaws, firstHour, hours }: Verified, { fromMs }: Window): readonly Gap[] {
  const gap = (file: string, problem: string): Gap => ({
    kind: 'file',
    file,
    place: null,
    problem,
  });
  const isEarly =
    fromMs !== null && hours === 'writing' && firstHour !== null && fromMs < startOfHour(firstHour);
  return [
    ...unseen.map(({ where, problem }) => gap(where, problem)),
    ...flaws
      .filter(({ kind }) => LOSSES.has(kind))
      .map(({ kind, where, what }) => gap(where, `${kind}: ${what}`)),
    ...(isEarly ? [gap('seals/v1', `nothing was sealed before ${firstHour}:00Z`)] : []),
  ];
}

/** Calls that Bedrock counted, and that nobody could look at. */
function unseenOf({ accountId, region, unseen }: UnwatchedPlace): readonly Gap[] {
  if (unseen === 0) return [];
  const calls =
    unseen === 1 ? '1 call that Bedrock counted is' : `${unseen} calls that Bedrock counted are`;
  const problem = `${calls} in no evidence: ${accountId} in ${region}`;
  return [{ kind: 'unseen', file: WATCHED_PREFIX, place: null, problem }];
}

function countGaps(gaps: readonly Gap[]) {
  const count = (kind: Gap['kind']) => gaps.filter((gap) => gap.kind === kind).length;
  return {
    gaps,
    unreadableFiles: count('file'),
    unreadableRecords: count('record'),
    unrecognised: count('unrecognised'),
  };
}

function proofOf(verified: Verified, { head }: Gathered): EvidenceReport['proof'] {
  const { seals, objects, late, open, quarantined } = verified;
  return {
    tone: toneOf(verified),
    answer: answerOfVerified(verified),
    reach: reachOf(verified),
    signed: originOf(verified),
    ...{ seals, objects, late, quarantined, head },
    open: open.length,
  };
}

function factsOf(
  report: AuditReport,
  { seals, head, objects }: Gathered,
  policies: ReadonlyMap<string, ResolvedPolicy>,
  { fromMs, untilMs }: Window,
) {
  const last = seals.at(-1);
  return {
    fingerprints: [...new Set(seals.flatMap(({ signer }) => signer?.fingerprint ?? []))],
    seals: seals.length,
    head: last === undefined || head === null ? null : { hour: last.hour, sha256: head },
    objects: { ...objects, leftOut: objects.leftOut.length },
    allowed: Object.fromEntries([...policies].map(([sha, each]) => [sha, allowedPlaces(each)])),
    period: { since: isoOf(fromMs) ?? '', until: isoOf(untilMs) ?? '' },
    outside: report.totals.outside,
  };
}

function isoOf(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}
