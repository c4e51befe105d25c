import type { ResolvedFence, ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { safe } from './layout.ts';

/** The fence that --fence names, or the only one; a text says why neither can be. */
export function chooseFence(
  name: string | undefined,
  { fences }: ResolvedPolicy,
): ResolvedFence | string {
  const names = fences.map((fence) => `"${fence.name}"`).join(', ');
  if (name === undefined) {
    const [only] = fences;
    return only !== undefined && fences.length === 1
      ? only
      : `the policy has several fences: ${safe(names)}.\n  Fix: choose one with --fence NAME.`;
  }
  return (
    fences.find((fence) => fence.name === name) ??
    `--fence ${safe(name)}: no fence of that name.\n  Fix: choose one of ${safe(names)}.`
  );
}
