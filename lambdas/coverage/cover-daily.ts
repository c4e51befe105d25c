import { countStates } from '../../core/coverage/count-states.ts';
import { COVERAGE_STATES, type Coverage, type CoverageRow } from '../../core/coverage/coverage.ts';
import { coverageKeyOf } from '../../core/coverage/coverage-key.ts';
import type { Organization } from '../../core/coverage/organization.ts';
import { createSeries, type Datum } from '../../core/measure/series.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { Message, TellContext } from '../../core/tell/message.ts';
import {
  readUnwatchedMarker,
  unwatchedMarker,
  unwatchedPrefix,
} from '../../core/tell/unwatched-marker.ts';
import { unwatchedMessage } from '../../core/tell/unwatched-message.ts';
import type { LogEntry, Store } from '../ingest/ports.ts';
import type { EvidenceReader } from '../reconcile/ports.ts';
import { cover } from './cover.ts';

export type CoverSettings = {
  readonly policy: ResolvedPolicy;
  readonly prefix: string;
  readonly tell: TellContext;
};

/** Everything that a look at the organization touches of the world. Each port rejects where it could not. */
export type CoverPorts = {
  readonly lookAtOrganization: () => Promise<{
    readonly organization: Organization;
    readonly unseen: Coverage['unseen'];
  }>;
  readonly evidence: EvidenceReader & Store;
  readonly publish: (message: Message) => Promise<void>;
  readonly publishMetrics: (data: readonly Datum[]) => Promise<void>;
  readonly log: (entry: LogEntry) => void;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Whether there is no time left to read more evidence. */
  readonly isLate: () => boolean;
};

const DAY_MS = 86_400_000;
/** A day on which it did not run does not make everything news. */
const DAYS_KNOWN = 3;

/**
 * What is done each day: every account and Region of the organization is put into its state, and that is
 * kept; then people are told of those that can call Bedrock and are not watched, each once; then it is
 * counted. Rejects where the organization cannot be read, so that an alarm rings.
 */
export async function coverDaily(settings: CoverSettings, ports: CoverPorts): Promise<Coverage> {
  const { evidence, log } = ports;
  const nowMs = ports.now();
  const { policy, prefix } = settings;
  const seen = await ports.lookAtOrganization();
  const { isLate } = ports;
  const coverage = await cover({ ...seen, policy, prefix }, evidence, nowMs, { isLate });
  await evidence.put(coverageKeyOf(nowMs), Buffer.from(`${JSON.stringify(coverage)}\n`));

  const unwatched = coverage.rows.filter(({ state }) => state === 'callable, not watched');
  const known = await placesKnown(evidence, nowMs);
  const news = unwatched.filter((row) => !known.has(placeOf(row)));
  if (news.length > 0) await ports.publish(unwatchedMessage(news, settings.tell));
  const { key, text } = unwatchedMarker(unwatched.map(placeOf), nowMs);
  await evidence.put(key, Buffer.from(text));

  const counts = countStates(coverage.rows);
  const series = createSeries();
  for (const state of COVERAGE_STATES) {
    /** What could not be looked at may hide accounts that are in no row: it rings like them. */
    const more = state === 'unknown' ? coverage.unseen.length : 0;
    series.add('AccountRegions', { Coverage: state }, nowMs, 1, counts[state] + more);
  }
  await ports.publishMetrics(series.data());
  const level = unwatched.length + counts.unknown + coverage.unseen.length > 0 ? 'WARN' : 'INFO';
  log({ level, message: 'coverage', ...counts, news: news.length, unseen: coverage.unseen.length });
  for (const { accountId: account, name, region, why } of unwatched) {
    log({ level: 'WARN', message: 'callable, not watched', account, name, region, why });
  }
  for (const { where, problem } of coverage.unseen.slice(0, 20)) {
    log({ level: 'WARN', message: 'could not be looked at', where, problem });
  }
  return coverage;
}

/** The places that people were told of on the last day that has a marker. */
async function placesKnown(evidence: EvidenceReader, nowMs: number): Promise<ReadonlySet<string>> {
  for (let ago = 0; ago <= DAYS_KNOWN; ago += 1) {
    const day = new Date(nowMs - ago * DAY_MS).toISOString().slice(0, 10);
    const markers: (readonly string[])[] = [];
    for await (const { key } of evidence.list(unwatchedPrefix(day))) {
      const marker = await evidence.read(key);
      markers.push(marker === null ? [] : readUnwatchedMarker(marker.bytes));
    }
    if (markers.length > 0) return new Set(markers.flat());
  }
  return new Set();
}

function placeOf({ accountId, region }: CoverageRow): string {
  return `${accountId} ${region}`;
}
