import * as v from 'valibot';
import { isJsonObject } from '../judge/json-fields.ts';
import type { Reading } from '../judge/reading.ts';
import type { Misattribution } from '../watch/misattribution.ts';

const text = v.string();
const tokens = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const namedRegion = v.variant('kind', [
  v.strictObject({ kind: v.literal('absent') }),
  v.strictObject({ kind: v.literal('named'), region: text }),
  v.strictObject({ kind: v.literal('unreadable'), found: text }),
]);
const ending = v.variant('kind', [
  v.strictObject({ kind: v.literal('served') }),
  v.strictObject({ kind: v.literal('failed'), errorCode: text }),
  v.strictObject({
    kind: v.literal('refused'),
    refusal: v.picklist(['denied', 'throttled', 'invalid']),
    errorCode: text,
  }),
]);
const schema = v.literal('evidence/1');

/** The live watcher did not see it: it was added from this log file of the trail. */
const reconciled = v.optional(
  v.strictObject({ file: text, sha256: v.pipe(text, v.hash(['sha256'])) }),
);

const origin = v.strictObject({ account: v.nullable(text), region: v.nullable(text) });
/** EventBridge stamped the event with another account or Region than its record names. */
const misattributed = v.optional(v.strictObject({ stamped: origin, named: origin }));

const judgedLine = v.strictObject({
  schema,
  reading: v.picklist(['call', 'completion', 'submission']),
  time: v.optional(v.pipe(text, v.check(isInstant, 'time is no ISO 8601 instant in UTC'))),
  eventId: v.optional(text),
  requestId: v.optional(text),
  corrects: v.optional(text),
  inputTokens: v.optional(tokens, 0),
  outputTokens: v.optional(tokens, 0),
  reconciled,
  misattributed,
  eventName: v.optional(text, ''),
  mantle: v.optional(v.boolean(), false),
  sourceRegion: v.optional(text, ''),
  accountId: v.optional(text),
  callerAccountId: v.optional(text),
  principal: v.optional(text),
  client: text,
  models: v.optional(v.array(text), []),
  named: v.optional(namedRegion, { kind: 'absent' }),
  outcome: v.optional(ending, { kind: 'served' }),
  blockedRegion: v.optional(text),
  judged: v.custom<object>(isJsonObject),
  policy: v.pipe(text, v.hash(['sha256'])),
  code: text,
});
const stray = v.strictObject({
  schema,
  reading: v.literal('stray'),
  corrects: text,
  reconciled,
  misattributed,
});
const creation = v.strictObject({
  schema,
  reading: v.literal('creation'),
  arn: text,
  copyFrom: text,
  misattributed,
});
export const evidenceLineSchema = v.union([judgedLine, stray, creation]);

/** How a line came here. */
type Origin = {
  /** Where the event that brought the record was stamped otherwise. */
  readonly misattribution: Misattribution | null;
  /** Added from the trail: the watcher itself did not see it. */
  readonly isReconciled: boolean;
};

export type ReadEvidenceLine =
  | (Origin & {
      readonly kind: 'line';
      readonly reading: Reading;
      /** What the line says was judged, and by which policy; null beside a call. */
      readonly judged: object | null;
      readonly policySha256: string | null;
    })
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads one line of evidence back into the reading that it was made from. Never throws. */
export function readEvidenceLine(value: unknown): ReadEvidenceLine {
  const parsed = v.safeParse(evidenceLineSchema, value);
  if (!parsed.success) return { kind: 'bad', problem: parsed.issues[0].message };
  const { output } = parsed;
  const origin: Origin = {
    misattribution: output.misattributed ?? null,
    isReconciled: output.reading !== 'creation' && output.reconciled !== undefined,
  };
  if (output.reading === 'stray') {
    const { corrects } = output;
    return beside({ kind: 'other', creation: null, corrects }, origin);
  }
  if (output.reading === 'creation') {
    const { arn, copyFrom } = output;
    return beside({ kind: 'other', creation: { arn, copyFrom }, corrects: null }, origin);
  }
  const { reading: kind, time, judged, policy, eventName, mantle, sourceRegion } = output;
  const { client, models, named, outcome, inputTokens, outputTokens } = output;
  const { eventId = null, requestId = null, corrects = null } = output;
  const { accountId = null, callerAccountId = null, principal = null } = output;
  const { blockedRegion = null } = output;
  const facts = {
    ...{ kind, eventName, mantle, sourceRegion, accountId, callerAccountId, principal },
    ...{ client, models, named, outcome, blockedRegion },
  };
  const timeMs = time === undefined ? null : Date.parse(time);
  const line = { facts, eventId, requestId, timeMs, inputTokens, outputTokens, corrects };
  return { kind: 'line', reading: { kind, line }, judged, policySha256: policy, ...origin };
}

function beside(reading: Reading, origin: Origin): ReadEvidenceLine {
  return { kind: 'line', reading, judged: null, policySha256: null, ...origin };
}

function isInstant(time: string): boolean {
  const timeMs = Date.parse(time);
  return !Number.isNaN(timeMs) && new Date(timeMs).toISOString() === time;
}
