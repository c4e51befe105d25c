import { createInterner } from '../../core/judge/intern-facts.ts';
import type { Line } from '../../core/judge/reading.ts';
import type { EvidenceSide } from '../../core/prove/compare-sides.ts';
import {
  createPoliciesByHour,
  type NamedPolicy,
  type PolicyAt,
} from '../../core/prove/policies-by-hour.ts';
import type { Unseen } from '../../core/prove/unseen.ts';
import { findKept } from './find-kept.ts';
import { createPolicyFinder } from './find-policies.ts';
import type { EvidenceReader, Period } from './ports.ts';
import { readKeptObject } from './read-kept-object.ts';
import { readSeals } from './read-seals.ts';

export type ReadKept = {
  readonly side: EvidenceSide;
  readonly policies: PolicyAt;
  readonly unseen: readonly Unseen[];
};

/** Reads the evidence that may be of a period, and the policies that were in force, by the seals. */
export async function readKept(
  evidence: EvidenceReader,
  period: Period,
  otherwise: NamedPolicy,
  nowMs: number,
): Promise<ReadKept> {
  const lines = new Map<Line, NamedPolicy>();
  const strays = new Set<string>();
  const unseen: Unseen[] = [];
  const intern = createInterner();
  const finder = createPolicyFinder(evidence, otherwise);

  for await (const key of findKept(evidence, period.fromMs, nowMs)) {
    for await (const read of readKeptObject(key, evidence)) {
      if (read.kind === 'bad') unseen.push({ where: key, problem: read.problem });
      else if ('line' in read.reading) {
        const sha256 = read.policySha256 ?? otherwise.sha256;
        const policy = await finder.find(sha256);
        const by = policy === null ? otherwise : { sha256, policy };
        lines.set({ ...intern(read.reading.line) }, by);
      } else if (read.reading.corrects !== null) strays.add(read.reading.corrects);
    }
  }
  const sealed = await readSeals(evidence, period);
  for (const { policies } of sealed.seals) {
    await finder.find(policies.at(-1) ?? otherwise.sha256);
  }
  return {
    side: { lines, strays },
    policies: createPoliciesByHour(sealed.seals, finder.known, otherwise),
    unseen: [...unseen, ...sealed.unseen, ...finder.unseen()],
  };
}
