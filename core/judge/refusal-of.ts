import type { Line, Refusal } from './reading.ts';

/**
 * The refusal that ended a call or submission before anything ran; null where it may have run. Every
 * record must say so, and none may name a Region (not even one that cannot be read), count a token or
 * tell the end of a stream.
 */
export function refusalOf({
  calls,
  completions,
}: {
  readonly calls: readonly Line[];
  readonly completions: readonly Line[];
}): Refusal | null {
  if (completions.length > 0) return null;
  const refusals = calls.map(refusalOfLine);
  return refusals.includes(null) ? null : (refusals.sort()[0] ?? null);
}

function refusalOfLine({ facts, inputTokens, outputTokens }: Line): Refusal | null {
  const silent = facts.named.kind === 'absent' && inputTokens === 0 && outputTokens === 0;
  return facts.outcome.kind === 'refused' && silent ? facts.outcome.refusal : null;
}
