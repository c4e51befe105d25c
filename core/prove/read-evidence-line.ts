import * as v from 'valibot';
import { isJsonObject } from '../judge/json-fields.ts';
import type { Reading } from '../judge/reading.ts';

const text = v.string();
const textOrNull = v.nullable(text);
const tokens = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const named = v.variant('kind', [
  v.strictObject({ kind: v.literal('absent') }),
  v.strictObject({ kind: v.literal('named'), region: text }),
  v.strictObject({ kind: v.literal('unreadable'), found: text }),
]);
const outcome = v.variant('kind', [
  v.strictObject({ kind: v.literal('served') }),
  v.strictObject({ kind: v.literal('failed'), errorCode: text }),
  v.strictObject({
    kind: v.literal('refused'),
    refusal: v.picklist(['denied', 'throttled', 'invalid']),
    errorCode: text,
  }),
]);
const schema = v.literal('evidence/1');

const line = v.strictObject({
  schema,
  reading: v.picklist(['call', 'completion', 'submission']),
  time: v.nullable(v.pipe(text, v.check(isInstant, 'time is no ISO 8601 instant in UTC'))),
  eventId: textOrNull,
  requestId: textOrNull,
  inputTokens: tokens,
  outputTokens: tokens,
  corrects: textOrNull,
  eventName: text,
  mantle: v.boolean(),
  sourceRegion: text,
  accountId: textOrNull,
  callerAccountId: textOrNull,
  principal: textOrNull,
  client: text,
  models: v.array(text),
  named,
  outcome,
  blockedRegion: textOrNull,
  judged: v.custom<object>(isJsonObject),
  policy: v.pipe(text, v.hash(['sha256'])),
  code: text,
});
const stray = v.strictObject({ schema, reading: v.literal('stray'), corrects: text });
const creation = v.strictObject({
  schema,
  reading: v.literal('creation'),
  arn: text,
  copyFrom: text,
});
const evidenceLine = v.union([line, stray, creation]);

export type ReadEvidenceLine =
  | {
      readonly kind: 'line';
      readonly reading: Reading;
      /** What the line says was judged, and by which policy; null beside a call. */
      readonly judged: object | null;
      readonly policySha256: string | null;
    }
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads one line of evidence back into the reading that it was made from. Never throws. */
export function readEvidenceLine(value: unknown): ReadEvidenceLine {
  const parsed = v.safeParse(evidenceLine, value);
  if (!parsed.success) return { kind: 'bad', problem: parsed.issues[0].message };
  const { output } = parsed;
  if (output.reading === 'stray') {
    const { corrects } = output;
    return beside({ kind: 'other', creation: null, corrects });
  }
  if (output.reading === 'creation') {
    const { arn, copyFrom } = output;
    return beside({ kind: 'other', creation: { arn, copyFrom }, corrects: null });
  }
  const { schema: _, reading: kind, time, judged, policy, code: __, ...rest } = output;
  const { eventId, requestId, inputTokens, outputTokens, corrects, ...facts } = rest;
  const timeMs = time === null ? null : Date.parse(time);
  const read = { eventId, requestId, timeMs, inputTokens, outputTokens, corrects };
  const reading = { kind, line: { facts: { kind, ...facts }, ...read } };
  return { kind: 'line', reading, judged, policySha256: policy };
}

function beside(reading: Reading): ReadEvidenceLine {
  return { kind: 'line', reading, judged: null, policySha256: null };
}

function isInstant(time: string): boolean {
  const timeMs = Date.parse(time);
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString() === time;
}
