import { createInterner } from '../../core/judge/intern-facts.ts';
import type { Line } from '../../core/judge/reading.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import { type ClockHour, hourAt, hourInKey } from '../../core/prove/clock-hour.ts';
import { SEALS_PREFIX } from '../../core/prove/evidence-layout.ts';
import {
  createPoliciesByHour,
  type NamedPolicy,
  type PolicyAt,
} from '../../core/prove/policies-by-hour.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import type { EvidenceSide } from '../../core/prove/reconcile.ts';
import { readSeal, type Seal } from '../../core/prove/seal.ts';
import { DELIVERY_MARGIN_MS } from '../../core/prove/trail-coverage.ts';
import { unzip } from '../../io/unzip.ts';
import { createPolicies } from '../seal/policies.ts';
import type { EvidenceReader, Period } from './ports.ts';
import type { Unseen } from './read-trail.ts';

export type ReadKept = {
  readonly side: EvidenceSide;
  readonly policies: PolicyAt;
  readonly unseen: readonly Unseen[];
};

const DAY_MS = 86_400_000;

/**
 * Reads the evidence that may be of a period: what was written since shortly before it until now, because
 * a record can lie in the queue for two weeks; and the policies that were in force, by the seals.
 */
export async function readKept(
  evidence: EvidenceReader,
  { fromMs, untilMs }: Period,
  otherwise: NamedPolicy,
  nowMs: number,
): Promise<ReadKept> {
  const lines = new Map<Line, NamedPolicy>();
  const strays = new Set<string>();
  const unseen: Unseen[] = [];
  const intern = createInterner();
  const load = createPolicies(evidenceWithVersions(evidence));
  const known = new Map<string, ResolvedPolicy | null>();
  const firstHour = hourAt(fromMs - DELIVERY_MARGIN_MS);

  for (const day of daysFrom(fromMs - DELIVERY_MARGIN_MS, nowMs)) {
    for await (const { key } of evidence.list(`evidence/v1/date=${day}/`)) {
      if ((hourInKey(key) ?? firstHour) >= firstHour) await readObject(key);
    }
  }
  const seals = await sealsOf(hourAt(untilMs - 1));
  for (const { policies } of seals) await policyOf(policies.at(-1) ?? otherwise.sha256);
  const policies = createPoliciesByHour(seals, (sha256) => known.get(sha256) ?? null, otherwise);
  return { side: { lines, strays }, policies, unseen };

  async function readObject(key: string): Promise<void> {
    const object = await evidence.read(key);
    const unzipped = object === null ? null : await unzip(object.bytes);
    if (unzipped?.kind !== 'bytes') {
      unseen.push({ where: key, problem: unzipped?.problem ?? 'it was listed and is not there' });
      return;
    }
    for (const read of readEvidence(new TextDecoder().decode(unzipped.bytes))) {
      if (read.kind === 'bad') unseen.push({ where: key, problem: read.problem });
      else if ('line' in read.reading) {
        const sha256 = read.policySha256 ?? otherwise.sha256;
        const policy = await policyOf(sha256);
        const by = policy === null ? otherwise : { sha256, policy };
        lines.set({ ...intern(read.reading.line) }, by);
      } else if (read.reading.corrects !== null) strays.add(read.reading.corrects);
    }
  }

  /** Null where it is not kept; that is said once. */
  async function policyOf(sha256: string): Promise<ResolvedPolicy | null> {
    if (sha256 === otherwise.sha256) return otherwise.policy;
    const found = known.get(sha256);
    if (found !== undefined) return found;
    try {
      const policy = await load(sha256);
      known.set(sha256, policy);
      return policy;
    } catch (error) {
      known.set(sha256, null);
      const problem = error instanceof Error ? error.message : String(error);
      unseen.push({ where: `policies/v1/${sha256}.json`, problem });
      return null;
    }
  }

  /** The seals of the period, and the last one before it. */
  async function sealsOf(lastHour: ClockHour): Promise<readonly Seal[]> {
    const hours: { readonly hour: ClockHour; readonly key: string }[] = [];
    for await (const { key } of evidence.list(SEALS_PREFIX)) {
      const hour = key.endsWith('.json') ? hourInKey(key) : null;
      if (hour !== null && hour <= lastHour) hours.push({ hour, key });
    }
    const inOrder = hours.sort((a, b) => (a.hour < b.hour ? -1 : 1));
    const before = inOrder.findLastIndex(({ hour }) => hour < hourAt(fromMs));
    const seals: Seal[] = [];
    for (const { key } of inOrder.slice(Math.max(0, before))) {
      const object = await evidence.read(key);
      const read = object === null ? null : readSeal(object.bytes);
      if (read?.kind === 'seal') seals.push(read.seal);
      else unseen.push({ where: key, problem: read?.problem ?? 'it was listed and is not there' });
    }
    return seals;
  }
}

function evidenceWithVersions({ read }: EvidenceReader) {
  return {
    read: async (key: string) => {
      const object = await read(key);
      return object === null ? null : { ...object, versionId: null };
    },
  };
}

function daysFrom(fromMs: number, untilMs: number): readonly string[] {
  const days: string[] = [];
  for (let ms = Math.floor(fromMs / DAY_MS) * DAY_MS; ms <= untilMs; ms += DAY_MS) {
    days.push(new Date(ms).toISOString().slice(0, 10));
  }
  return days;
}
