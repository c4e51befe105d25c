import { describe, expect, it } from 'vitest';
import { readItems } from '../../../cli/read-items.ts';
import { scanRecords } from '../../../core/scan/scan-records.ts';
import { aCall, aReported } from '../judge/records.ts';

const json = JSON.stringify;
const call = json(aReported('us-east-1'));
const other = json({ ...aCall(), eventSource: 's3.amazonaws.com' });
const source = '"eventSource":"bedrock.amazonaws.com"';
const log = (...records: readonly string[]) => `{"Records":[${records.join(',')}]}`;
const escaped = (text: string) =>
  [...text].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
const withSource = (text: string) => call.replace(source, text);
const behind = (field: string) => log(`{${field},${other.slice(1)}`, call, other);

/** Calls found in a log; null where it is a gap. */
function callsIn(text: string | Uint8Array): number | null {
  const scanned = scanRecords(Buffer.from(text));
  const file = scanned.kind === 'records' ? readItems(scanned.items, 'file') : scanned;
  return file.kind === 'read' ? file.readings.filter(({ kind }) => kind === 'call').length : null;
}

describe('a call that tries to hide is found', () => {
  it.each([
    [
      'one letter of its source escaped',
      log(withSource('"eventSource":"\\u0062edrock.amazonaws.com"')),
    ],
    [
      'a letter in the middle escaped',
      log(withSource('"eventSource":"bedr\\u006fck.amazonaws.com"')),
    ],
    ['capital digits', log(withSource('"eventSource":"bedroc\\u006B.amazonaws.com"'))],
    [
      'every letter escaped',
      log(withSource(`"eventSource":"${escaped('bedrock.amazonaws.com')}"`)),
    ],
    [
      'the name of the field escaped',
      log(withSource('"\\u0065ventSource":"bedrock.amazonaws.com"')),
    ],
    [
      'both escaped',
      log(withSource(`"${escaped('eventSource')}":"${escaped('bedrock.amazonaws.com')}"`)),
    ],
    ['another source before it', log(withSource(`"eventSource":"s3.amazonaws.com",${source}`))],
    [
      'white space around the colon',
      log(withSource('"eventSource" \t\r\n: "bedrock.amazonaws.com"')),
    ],
    ['its source first', log(`{${source},${call.slice(1).replace(`${source},`, '')}`)],
    ['its source last', log(`${call.replace(`${source},`, '').slice(0, -1)},${source}}`)],
    ['printed over many lines', JSON.stringify({ Records: [JSON.parse(call)] }, null, 2)],
    ['a line feed after it', `${log(call)}\n`],
    ['a byte order mark', `\ufeff${log(call)}`],
    ['a list alone', `[${call}]`],
    ['the only record', call],
    ['lines', `${other}\n${call}\n`],
    ['an escaped frame', `{"\\u0052ecords":[${call}]}`],
    ['another key before the list', `{"a":[],"Records":[${call}]}`],
    ['a second list', `{"Records":[${other}],"Records":[${call}]}`],
    ['an envelope', log(json({ 'detail-type': 'x', detail: JSON.parse(call) }))],
    ['an escaped envelope', log(`{"detail\\u002dtype":"x","\\u0064etail":${call}}`)],
    ['a text of brackets before it', behind(json({ a: '}]},{"' }).slice(1, -1))],
    ['a text that opens a list before it', behind('"a":"[{[{"')],
    ['a text that ends in a backslash', behind('"a":"\\\\"')],
    ['a text that ends in three, and a quote', behind('"a":"\\\\\\""')],
    ['a text of many backslashes', behind(`"a":"${'\\\\'.repeat(63)}"`)],
    ['a text of quotes', behind(`"a":"${'\\"'.repeat(63)}"`)],
    ['a name that ends a record', behind('"}},{\\"":{}')],
    ['a list of Records in a record', behind(`"Records":[{},[]]`)],
    ['nesting', behind(`"a":${'[{"b":'.repeat(200)}1${'}]'.repeat(200)}`)],
    [
      'nesting beyond what the scan follows',
      behind(`"a":${'[{"b":'.repeat(252)}1${'}]'.repeat(252)}`),
    ],
    ['an empty record before it', log('{}', call)],
    ['what is no record before it', log('7', 'null', '[]', '"x"', call)],
    ['letters beyond ASCII before it', behind('"ä€😀":"ä€😀"')],
    ['halves of a pair', behind('"a":"\\ud800"')],
    ['itself in a text before it', behind(`"a":${json(call)}`)],
    ['a delete character', behind('"a":"\u007f"')],
    ['a huge number', behind('"a":1e999')],
    ['its own size', log(`{"a":"${'x'.repeat(1_100_000)}",${call.slice(1)}`)],
    ['a neighbour of its size', log(`{"a":"${'x'.repeat(1_100_000)}"}`, call)],
    ['the middle of thousands', log(...Array(2000).fill(other), call, ...Array(2000).fill(other))],
    ['the prototype', log(`{"__proto__":{"eventSource":"s3.amazonaws.com"},${call.slice(1)}`)],
  ])('behind %s', (_, text) => expect(callsIn(text)).toBe(1));

  it('at every place around the end of a step of the scan', () => {
    const marker = call.indexOf('bedrock');
    for (let at = 65_536 - marker - 20; at < 65_536 - marker + 90; at += 1) {
      const start = log(`{"a":""}`, '').length - 2;
      expect(callsIn(log(`{"a":"${'x'.repeat(at - start)}"}`, call, other)), `at ${at}`).toBe(1);
    }
  });

  it('every one of a file that holds nothing else', () => {
    expect(callsIn(log(...Array(3000).fill(call)))).toBe(3000);
  });
});

describe('a file that is not all JSON is a gap, wherever it is broken', () => {
  const bad = (text: string) => log(other, `{"a":${text}}`, call, other);
  it.each([
    [
      'a byte that is no UTF-8',
      Buffer.from(bad('"\u0000"').replace('\u0000', '\x7f')).map((byte) =>
        byte === 0x7f ? 0xff : byte,
      ),
    ],
    ['a control character', bad('"a\u0001"')],
    ['an escape that is none', bad('"\\x"')],
    ['an escape that is cut', bad('"\\u00"')],
    ['a number with a zero too many', bad('01')],
    ['a word that is none', bad('nul')],
    ['a colon in a list', bad('["a":1]')],
    ['a name without a value', bad('{"a"}')],
    ['two values for a name', bad('1 2')],
    ['a bracket of another kind', bad('[}')],
    ['a comma too many', bad('[1,]')],
    ['a comma too few', `{"Records":[${other}${call}]}`],
    ['an end too early', log(other, call).slice(0, -1)],
    ['something behind the end', `${log(other, call)}]`],
  ])('%s', (_, text) => expect(callsIn(text)).toBeNull());
});
