import type { JudgedCall } from '../../core/judge/judged.ts';
import { keyOf } from '../../core/judge/key.ts';
import type { ReadMessage } from './read-messages.ts';

/**
 * The messages that must come again so that these calls are told after all: those of the same calls.
 * Where a record of the batch speaks for another, or has no key, all that was settled comes again.
 */
export function comeAgain(
  messages: readonly ReadMessage[],
  untold: readonly JudgedCall[],
): readonly ReadMessage[] {
  if (untold.length === 0) return [];
  if (messages.some(isEntangled)) return messages.filter(isEvidence);
  const keys = new Set(untold.map(({ key }) => key));
  return messages.filter(({ reading }) => 'line' in reading && keys.has(keyOf(reading.line) ?? ''));
}

/** Whether something of the message stands in the evidence. */
export function isEvidence({ reading }: ReadMessage): boolean {
  if ('line' in reading || reading.corrects !== null) return true;
  return reading.kind === 'other' && reading.creation !== null;
}

function isEntangled({ reading }: ReadMessage): boolean {
  if (!('line' in reading)) return reading.corrects !== null;
  return reading.line.corrects !== null || keyOf(reading.line) === null;
}
