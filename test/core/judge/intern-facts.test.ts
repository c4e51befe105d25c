import { expect, it } from 'vitest';
import { createInterner } from '../../../core/judge/intern-facts.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import type { Line } from '../../../core/judge/reading.ts';
import { aCall } from './records.ts';

const aLine = (modelId: string, requestID: string): Line => {
  const reading = readRecord(aCall({ requestID, requestParameters: { modelId } }));
  if (!('line' in reading)) throw new Error('expected a call');
  return reading.line;
};

it('gives lines with equal facts one object, and leaves their ids', () => {
  const intern = createInterner();
  const [first, second] = [intern(aLine('a', '1')), intern(aLine('a', '2'))];
  expect(second.requestId).toBe('2');
  expect(second.facts).toBe(first.facts);
  expect(intern(aLine('b', '3')).facts).not.toBe(first.facts);
});

it('forgets all that it knows before it knows too much', () => {
  const intern = createInterner(3000);
  const first = intern(aLine('a', '1'));
  for (let each = 0; each < 5; each += 1) intern(aLine('long'.repeat(200) + each, '1'));
  const again = intern(aLine('a', '2'));
  expect(again.facts).not.toBe(first.facts);
  expect(intern(aLine('a', '3')).facts).toBe(again.facts);
});
