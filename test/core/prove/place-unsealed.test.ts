import { describe, expect, it } from 'vitest';
import { buildSeal } from '../../../core/prove/build-seal.ts';
import { closureKeyOf } from '../../../core/prove/closure.ts';
import { type Placed, placeUnsealed } from '../../../core/prove/place-unsealed.ts';
import { readSeal } from '../../../core/prove/seal.ts';

const at = (time: string) => Date.parse(`2026-11-03T${time}Z`);
const CLOSURE = closureKeyOf('0123456789abcdef');
const EVIDENCE = 'evidence/v1/date=2026-11-03/hour=09/a.jsonl.gz';

/** The seal of the hour from ten, written at noon. */
function seal(hours: 'writing' | 'event') {
  const empty = { previous: null, signer: null, code: '1', regions: [], contents: [] };
  const hour = '2026-11-03T10';
  const bytes = buildSeal({
    ...empty,
    ...{ hours, hour, final: hours === 'event', sealedMs: at('12:00:00') },
  });
  const read = readSeal(bytes);
  if (read.kind === 'bad') throw new Error(read.problem);
  return read.seal;
}

type Case = readonly [string, 'writing' | 'event', string, string, string | null, Placed['kind']];

describe('an object that no seal names', () => {
  it.each<Case>([
    ['closed after the final seal', 'event', CLOSURE, '13:00:00', '13:00:00', 'not covered'],
    ['the same in the hour of the seal', 'event', CLOSURE, '10:59:00', '12:00:01', 'not covered'],
    ['closed before it, and left out', 'event', CLOSURE, '13:00:00', '11:59:00', 'added'],
    ['closed in an hour that has not come', 'event', CLOSURE, '13:00:00', '15:00:00', 'added'],
    ['evidence after the final seal', 'event', EVIDENCE, '13:00:00', null, 'added'],
    ['closed in an hour that is open', 'writing', CLOSURE, '13:59:00', '13:59:00', 'open'],
    ['closed in an hour without a seal', 'writing', CLOSURE, '11:30:00', '11:30:00', 'not covered'],
    ['put into a sealed hour', 'writing', EVIDENCE, '13:00:00', null, 'added'],
  ])('%s', (_, hours, key, written, said, kind) => {
    const object = {
      ...{ key, writtenMs: at(written), isTimeTrusted: false },
      saidMs: said === null ? null : at(said),
    };
    const as = { nowMs: at('14:00:00'), untilMs: null };
    expect(placeUnsealed(object, seal(hours), as).kind).toBe(kind);
  });
});
