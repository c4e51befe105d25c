import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { readRecord } from '../judge/read-record.ts';
import type { Reading } from '../judge/reading.ts';
import { type Misattribution, misattributionOf } from './misattribution.ts';

/** What a message turned out to be, and whether its envelope contradicts it. */
export type ReadBody = {
  readonly reading: Reading;
  readonly misattribution: Misattribution | null;
};

/** Reads the body of one queue message: an EventBridge envelope around a CloudTrail record. Never throws. */
export function readMessage(body: string): ReadBody {
  let envelope: unknown;
  try {
    envelope = JSON.parse(body);
  } catch {
    return unreadable('the message is no JSON');
  }
  const detail = fieldOf(envelope, 'detail');
  if (!isJsonObject(detail)) return unreadable('the message is no event: it has no "detail"');
  return { reading: readRecord(detail), misattribution: misattributionOf(envelope) };
}

function unreadable(problem: string): ReadBody {
  return { reading: { kind: 'unreadable', problem, corrects: null }, misattribution: null };
}
