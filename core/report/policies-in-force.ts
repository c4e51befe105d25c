import { diffPolicies } from '../policy/diff-policies.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { ClockHour } from '../prove/clock-hour.ts';

/** A policy that judged, and what it changed. */
export type PolicyInForce = {
  readonly sha256: string;
  readonly catalogDate: string;
  /** First and last sealed hour that names it; null where no seal does. */
  readonly from: ClockHour | null;
  readonly until: ClockHour | null;
  readonly fences: readonly {
    readonly name: string;
    readonly mode: 'enforce' | 'observe';
    readonly regions: readonly string[];
  }[];
  /** Against the policy before, one sentence each; empty of the first. */
  readonly changes: readonly string[];
};

type NamedPolicies = { readonly hour: ClockHour; readonly policies: readonly string[] };

/** The policies that seals name, in the order in which they came into force, then those that none names. */
export function policiesInForce(
  policies: ReadonlyMap<string, ResolvedPolicy>,
  seals: readonly NamedPolicies[],
): readonly PolicyInForce[] {
  const spans = new Map<string, { from: ClockHour; until: ClockHour }>();
  for (const { hour, policies: named } of seals) {
    for (const sha256 of named)
      spans.set(sha256, { from: spans.get(sha256)?.from ?? hour, until: hour });
  }
  const order = [...new Set([...spans.keys(), ...policies.keys()])];
  const known = order.flatMap((sha256) => {
    const policy = policies.get(sha256);
    return policy === undefined ? [] : [{ sha256, policy }];
  });
  return known.map(({ sha256, policy }, index) => {
    const before = known[index - 1]?.policy;
    return {
      sha256,
      catalogDate: policy.catalogDate,
      from: spans.get(sha256)?.from ?? null,
      until: spans.get(sha256)?.until ?? null,
      fences: policy.fences.map(({ name, mode, regions }) => ({ name, mode, regions })),
      changes: before === undefined ? [] : diffPolicies(before, policy),
    };
  });
}
