import { compareProfiles } from '../../core/catalog/compare-profiles.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import {
  type Drift,
  driftKeyOf,
  driftMarker,
  driftMessage,
  noLookMessage,
} from '../../core/tell/drift-message.ts';
import { ask } from '../../io/ask.ts';
import type { ListedProfiles } from '../../io/inference-profiles.ts';
import type { IngestPorts } from '../ingest/ports.ts';

export type DriftSettings = {
  /** The source Region that is looked at. */
  readonly region: string;
  readonly policy: ResolvedPolicy;
  readonly policySha256: string;
};

export type DriftPorts = Pick<IngestPorts, 'store' | 'publish' | 'log' | 'now'> & {
  readonly list: () => Promise<ListedProfiles>;
};

const DAY_MS = 86_400_000;

/**
 * Compares what AWS lists in one source Region with the deployed policy, and tells people once of what
 * differs: first the message, then the marker of the day. Where nobody could look it tells that, each day.
 */
export async function watchDrift(
  { region, policy, policySha256 }: DriftSettings,
  { list, store, publish, log, now }: DriftPorts,
): Promise<void> {
  const listed = await ask('bedrock:ListInferenceProfiles', list);
  const problem = problemOf(listed);
  if (listed.kind === 'none' || problem !== null) {
    log({ level: 'ERROR', message: `could not look: ${problem}` });
    await publish(noLookMessage(region, problem ?? ''));
    return;
  }
  const { profiles, unreadable } = listed.value;
  const drift: Drift = {
    region,
    differences: compareProfiles(profiles, region, policy),
    unreadable,
  };
  const found = drift.differences.length + unreadable.length;
  log({
    level: 'INFO',
    message: 'compared profiles',
    profiles: profiles.length,
    differences: found,
  });
  if (found === 0) return;

  const nowMs = now();
  const [today, yesterday] = [nowMs, nowMs - DAY_MS].map((ms) =>
    driftKeyOf(drift, new Date(ms).toISOString().slice(0, 10)),
  );
  const known = (await store.has(today ?? '')) || (await store.has(yesterday ?? ''));
  if (!known) await publish(driftMessage(drift, policySha256));
  await store.put(today ?? '', Buffer.from(driftMarker(drift, nowMs)));
}

/** Why nothing can be said; null where AWS listed profiles. */
function problemOf(listed: Awaited<ReturnType<typeof ask<ListedProfiles>>>): string | null {
  if (listed.kind === 'none') return listed.problem;
  const { profiles, unreadable } = listed.value;
  return profiles.length + unreadable.length === 0 ? 'AWS lists no profile there' : null;
}
