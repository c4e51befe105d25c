import type { Random } from '../../../samples/random.ts';
import {
  aCall,
  aCompletion,
  aCorrection,
  aReported,
  aStream,
  aSubmission,
} from '../judge/records.ts';
import { BEDROCK, MUTATIONS } from './record-mutations.ts';

type Text = (random: Random) => string;
const json = JSON.stringify;

const ordinary = (over: object = {}) => ({
  ...aCall({ requestParameters: { bucketName: 'x', key: 'a/b', durationSeconds: 900 } }),
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  resources: [{ ARN: 'arn:aws:s3:::x' }, {}, []],
  numbers: [0, -1.5e3, 12, true, false, null],
  ...over,
});

const RECORDS: readonly Text[] = [
  ...Array<Text>(8).fill(() => json(ordinary())),
  () => json(aReported('us-east-1')),
  () => json(aCall()),
  () => json(aCompletion(aStream(), 'eu-west-1')),
  () => json(aSubmission()),
  () => json(aCorrection(aCall())),
  () => json(aCall({ eventSource: 'bedrock-mantle.amazonaws.com', eventName: 'CreateInference' })),
  () => json(aCall({ awsRegion: 7 })),
  () => json({ 'detail-type': 'AWS API Call via CloudTrail', detail: aReported('us-east-1') }),
  () => json({ 'detail-type': 'AWS API Call via CloudTrail', detail: 'none' }),
  ({ pick }) => pick(['7', 'null', '"text"', '[]', '{}', '[[{}]]', '""', 'true', '-0', '1e9']),
];

const FRAMES: readonly ((list: string, random: Random) => string)[] = [
  ...Array(12).fill((list: string) => `{"Records":[${list}]}`),
  (list) => `[${list}]`,
  (list) => ` {\t"Records" : \r\n[${list}]\n}\n`,
  (list) => `\ufeff{"Records":[${list}]}\n`,
  (list) => `{"Records":[${list}],"Records":[${BEDROCK}]}`,
  (list) => `{"Records":[],"Records":[${list}]}`,
  (list) => `{"a":1,"Records":[${list}]}`,
  (list) => `{"Records":[${list}],"a":{}}`,
  (list) => `{"\\u0052ecords":[${list}]}`,
  (list) => `{"Records":[${list},]}`,
  (list) => `{"Records":[,${list}]}`,
  (list) => `{"Records":[${list}]`,
  (list) => `{"Records":[${list}]}}`,
  (list, { pick }) => `{"Records":[${list}]} ${pick(['x', ']', ',', '{}', '\u0000'])}`,
  (list) => `{"Records":[[${list}]]}`,
  (list) => `{"Records":[${list}]}\n${BEDROCK}\n`,
];

/** Three that stand for bytes that are no UTF-8: a byte that never occurs, a cut and an overlong one. */
const BAD_BYTES: Readonly<Record<string, string>> = {
  efa3bf: 'ff',
  efa3be: 'e282',
  efa3bd: 'c0af',
};

/** A log file of so many records, most of them well, some of them changed in one or two ways. */
export function aMutatedLog(random: Random, records: number, share: number): Uint8Array {
  const list = Array.from({ length: records }, () => {
    let text = random.pick(RECORDS as [Text])(random);
    while (random.fraction() < share) text = mutate(text, random);
    return text;
  });
  // The scan works in steps: now and then what was changed stands at the end of the first.
  if (random.fraction() < 0.1) {
    list.unshift(json(ordinary({ padding: 'x'.repeat(65_536 - random.integer(0, 3000)) })));
  }
  const framed = random.pick(FRAMES as [(typeof FRAMES)[number]])(list.join(','), random);
  const bytes = Buffer.from(framed);
  if (!/[\uf8fd-\uf8ff]/.test(framed)) return bytes;
  return Buffer.from(
    bytes.toString('hex').replace(/efa3b[def]/g, (bad) => BAD_BYTES[bad] ?? bad),
    'hex',
  );
}

function mutate(text: string, random: Random): string {
  try {
    return random.pick(MUTATIONS as [(typeof MUTATIONS)[number]])(text, random);
  } catch {
    return text;
  }
}
