import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { readRecord } from '../judge/read-record.ts';
import type { Reading } from '../judge/reading.ts';

/** Reads the body of one queue message: an EventBridge envelope around a CloudTrail record. Never throws. */
export function readMessage(body: string): Reading {
  let envelope: unknown;
  try {
    envelope = JSON.parse(body);
  } catch {
    return unreadable('the message is no JSON');
  }
  const detail = fieldOf(envelope, 'detail');
  if (!isJsonObject(detail)) return unreadable('the message is no event: it has no "detail"');
  return readRecord(detail);
}

function unreadable(problem: string): Reading {
  return { kind: 'unreadable', problem, corrects: null };
}
