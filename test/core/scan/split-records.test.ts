import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Item, splitRecords } from '../../../core/scan/split-records.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const json = JSON.stringify;
const a = { eventName: 'A' };
const b = { eventID: 'b' };
const inEnvelope = (detail: unknown) => ({ 'detail-type': 'AWS API Call via CloudTrail', detail });

function itemsOf(text: string): readonly Item[] {
  const split = splitRecords(bytes(text));
  return split.kind === 'records' ? [...split.items] : [];
}

/** `record 1: {"eventName":"A"}`, or `line 2: bad, ...`. */
const show = (item: Item) =>
  `${item.place}: ${item.kind === 'record' ? json(item.record) : `bad, ${item.problem}`}`;

describe('where each record stands', () => {
  it.each([
    ['under Records', json({ Records: [a, b] }), ['record 1: A', 'record 2: b']],
    ['in a list', json([a, b]), ['record 1: A', 'record 2: b']],
    ['alone', json(a), ['record 1: A']],
    ['in an envelope', json(inEnvelope(a)), ['record 1: A']],
    ['in envelopes in a list', json([inEnvelope(a), b]), ['record 1: A', 'record 2: b']],
    ['in envelopes under Records', json({ Records: [inEnvelope(a)] }), ['record 1: A']],
    ['on lines', `${json(a)}\n${json(b)}`, ['line 1: A', 'line 2: b']],
    [
      'on lines with blank ones between',
      `\n\r\n${json(a)}\r\n \t\n${json(b)}\n\n`,
      ['line 3: A', 'line 5: b'],
    ],
    [
      'on a line of many',
      `${json(a)}\n${json([a, inEnvelope(b)])}`,
      ['line 1: A', 'line 2, record 1: A', 'line 2, record 2: b'],
    ],
    ['on a line of none', `[]\n${json(a)}`, ['line 2: A']],
    ['behind a byte order mark', `\uFEFF${json(a)}\n${json(b)}`, ['line 1: A', 'line 2: b']],
  ])('%s', (_, text, expected) => {
    const shown = itemsOf(text).map(show);
    const full = expected.map((each) =>
      each.replace(/: A$/, `: ${json(a)}`).replace(/: b$/, `: ${json(b)}`),
    );
    expect(shown).toEqual(full);
  });

  it('what is no object in a list is an ordinary item, and no list is looked into', () => {
    const odd = [7, null, 'text', true, [], {}, [a]];
    for (const text of [json(odd), json({ Records: odd })]) {
      expect(itemsOf(text).map(show)).toEqual(
        odd.map((value, index) => `record ${index + 1}: ${json(value)}`),
      );
    }
  });
});

describe('an envelope without an object in it is never passed over', () => {
  const bare = { 'detail-type': 'x', detail: json(a), eventName: 'A' };
  const problem = 'an EventBridge event whose detail is no object';
  it.each([
    ['as text', bare],
    ['missing', { 'detail-type': 'x' }],
    ['null', inEnvelope(null)],
    ['a list', inEnvelope([a])],
    ['of another kind', { 'detail-type': 7, detail: 7 }],
  ])('%s', (_, envelope) => {
    expect(splitRecords(bytes(json(envelope)))).toEqual({
      kind: 'unreadable',
      problem,
      place: null,
    });
    expect(itemsOf(json([a, envelope])).map(show)[1]).toBe(`record 2: bad, ${problem}`);
    expect(itemsOf(`${json(a)}\n${json(envelope)}`).map(show)[1]).toBe(`line 2: bad, ${problem}`);
  });

  it('what stands in an envelope is the record, even if it looks like one more', () => {
    const inner = { ...a, 'detail-type': 'x' };
    expect(itemsOf(json(inEnvelope(inner))).map(show)).toEqual([`record 1: ${json(inner)}`]);
  });

  it('a field named detail alone makes no envelope', () => {
    expect(itemsOf(json({ ...a, detail: b })).map(show)).toEqual([
      `record 1: ${json({ ...a, detail: b })}`,
    ]);
  });
});

describe('JSON lines: two lines or more, of which the first is a whole value', () => {
  it.each([
    ['a first line that is bad makes the file unreadable', `{"cut\n${json(a)}`, null],
    ['one line', `${json(a)}\n\n`, ['record 1']],
    ['a value over many lines', json({ Records: [a, b] }, null, 1), ['record 1', 'record 2']],
    ['a first line that is a scalar', `7\n${json(a)}`, ['line 1', 'line 2']],
    ['a first line of a list that goes on', `[\n${json(a)}\n]`, ['record 1']],
    ['a last line that is cut', `${json(a)}\n{"cut`, ['line 1', 'line 2']],
  ])('%s', (_, text, places) => {
    const split = splitRecords(bytes(text));
    const found = split.kind === 'records' ? [...split.items].map(({ place }) => place) : null;
    expect(found).toEqual(places);
  });

  it.each([
    ['as long as may be', 0, 'record'],
    ['a byte longer', 1, 'bad'],
  ])('a line %s', (_, more, kind) => {
    const frame = json({ ...a, text: '' }).length;
    const line = json({ ...a, text: 'x'.repeat(1_000_000 - frame + more) });
    expect(line.length).toBe(1_000_000 + more);
    expect(itemsOf(`${json(a)}\n${line}\n${json(a)}`).map((item) => item.kind)).toEqual([
      'record',
      kind,
      'record',
    ]);
  });

  it('each bad line says why', () => {
    const lines = [json(a), '{"cut', '\0', '7', '[1,]', '{}', '['.repeat(513), '"\\'];
    expect(itemsOf(lines.join('\n')).slice(1).map(show)).toEqual([
      'line 2: bad, not JSON: it ends too early',
      'line 3: bad, a NUL byte: no JSON',
      'line 4: bad, no CloudTrail record: neither an object nor a list',
      'line 5: bad, not JSON',
      'line 6: bad, no CloudTrail record: none of eventSource, eventName, eventID',
      'line 7: bad, nested deeper than 512 levels',
      'line 8: bad, not JSON: it ends too early',
    ]);
  });

  it('a line that is not UTF-8 is bad alone', () => {
    const text = Buffer.concat([
      bytes(`${json(a)}\n`),
      Buffer.from([0x22, 0xff, 0x22]),
      bytes(`\n${json(b)}`),
    ]);
    const split = splitRecords(text);
    expect(split.kind === 'records' && [...split.items].map(({ kind }) => kind)).toEqual([
      'record',
      'bad',
      'record',
    ]);
  });

  it('more lines than a file of records has are not walked', () => {
    expect(splitRecords(bytes('7\n'.repeat(1_000_001)))).toEqual({
      kind: 'unreadable',
      problem: 'more than 1000000 lines',
      place: 'line 1000001',
    });
    expect(splitRecords(bytes(`${'7\n'.repeat(1_000_000)}\n\n`)).kind).toBe('records');
  });

  it('lines are parsed while they are walked, and may be walked again', () => {
    const split = splitRecords(bytes(`${json(a)}\n`.repeat(200_000)));
    if (split.kind !== 'records') throw new Error(split.problem);
    const [first] = split.items;
    const [again] = split.items;
    expect(first).toEqual(again);
    expect(first).not.toBe(again);
  });
});

describe('properties', () => {
  const record = fc.record({ eventID: fc.string(), more: fc.jsonValue({ maxDepth: 3 }) });
  const records = fc.array(record, { minLength: 2, maxLength: 20 });

  it('every shape gives the same records', () => {
    fc.assert(
      fc.property(records, (many) => {
        const plain = JSON.parse(json(many)) as unknown;
        const shapes = [
          json(many),
          json({ Records: many }),
          json({ Records: many }, null, 2),
          json(many.map(inEnvelope)),
          many.map((each) => json(each)).join('\n'),
          many.map((each) => json(inEnvelope(each))).join('\r\n'),
          `${json(many.slice(0, 1))}\n${json({ Records: many.slice(1) })}\n`,
        ];
        for (const text of shapes) {
          const found = itemsOf(text).map((item) => item.kind === 'record' && item.record);
          expect(found).toEqual(plain);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('no bytes make it throw, and whatever is unreadable says why', () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map(bytes),
      fc
        .array(fc.oneof(fc.json(), fc.string()), { maxLength: 5 })
        .map((lines) => bytes(lines.join('\n'))),
      fc.tuple(records, fc.nat(), fc.nat(255)).map(([many, at, byte]) => {
        const broken = bytes(json({ Records: many }));
        broken[at % broken.length] = byte;
        return broken;
      }),
    );
    fc.assert(
      fc.property(junk, (input) => {
        const split = splitRecords(input);
        if (split.kind === 'unreadable') expect(split.problem).not.toBe('');
        else
          for (const item of split.items)
            if (item.kind !== 'broken') expect(item.place).toMatch(/^(record|line) [1-9]/);
      }),
      { numRuns: 500 },
    );
  });

  it('no file that was cut is taken', () => {
    const whole = bytes(json({ Records: [a, { ...b, text: 'ä"\\{' }] }));
    for (let end = 0; end < whole.length; end += 1) {
      expect(splitRecords(whole.subarray(0, end)).kind, `cut at ${end}`).toBe('unreadable');
    }
  });
});
