import { baseModelOf } from '../judge/parse-model.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

const NONE = 'none';
const OTHER = 'other';
/** What CloudWatch takes as a dimension's value, without blanks (API reference, Dimension, read 2026-11-25). */
const A_DIMENSION = /^[\x21-\x7e]{1,255}$/;

/**
 * The family of a model, few and known beforehand: "anthropic.claude-opus" for any of its versions. A
 * model of a known provider that the catalog does not hold, or whose name CloudWatch does not take, is
 * "anthropic.other"; anything else, also what hides its model, is "other". A call that names no model is
 * "none".
 */
export function modelFamily(modelId: string | null, policy: ResolvedPolicy): string {
  if (modelId === null) return NONE;
  const base = baseModelOf(modelId, policy);
  if (base === null) return OTHER;
  const provider = policy.providers.find((each) => base.startsWith(`${each}.`));
  if (provider === undefined) return OTHER;
  const family = withoutVersion(base);
  const isKnown = familiesOf(policy).has(family) && A_DIMENSION.test(family);
  return isKnown ? family : `${provider}.${OTHER}`;
}

const known = new WeakMap<ResolvedPolicy, ReadonlySet<string>>();

function familiesOf(policy: ResolvedPolicy): ReadonlySet<string> {
  const families =
    known.get(policy) ??
    new Set(
      Object.values(policy.profiles).flatMap(({ modelId }) =>
        modelId === null ? [] : withoutVersion(modelId),
      ),
    );
  known.set(policy, families);
  return families;
}

/** "anthropic.claude-opus-4-7", "amazon.nova-pro-v1:0": up to the first part that begins with a digit or a version. */
function withoutVersion(base: string): string {
  return base.replace(/[-:](?:v?\d).*$/, '');
}
