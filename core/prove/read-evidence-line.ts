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
const schema = v.pipe(v.literal('evidence/1'), v.description('Form of the line: evidence/1'));
const said = (description: string) => v.pipe(text, v.description(description));

const reconciled = v.pipe(
  v.optional(v.strictObject({ file: text, sha256: v.pipe(text, v.hash(['sha256'])) })),
  v.description('The live watcher did not see it: it was added from this log file of the trail'),
);
const corrects = said('Event that this one corrects');

const origin = v.strictObject({ account: v.nullable(text), region: v.nullable(text) });
const misattributed = v.pipe(
  v.optional(v.strictObject({ stamped: origin, named: origin })),
  v.description(
    'EventBridge stamped the event with another account or Region than its record names',
  ),
);

const judgedLine = v.strictObject({
  schema,
  reading: v.pipe(
    v.picklist(['call', 'completion', 'submission']),
    v.description('What the record turned out to be'),
  ),
  time: v.optional(
    v.pipe(
      text,
      v.check(isInstant, 'time is no ISO 8601 instant in UTC'),
      v.description('When CloudTrail says that it happened, ISO 8601 in UTC'),
    ),
  ),
  eventId: v.optional(said("CloudTrail's id of the record")),
  requestId: v.optional(said('Id of the request; a completion has that of its call')),
  corrects: v.optional(corrects),
  inputTokens: v.optional(v.pipe(tokens, v.description('Tokens that were sent')), 0),
  outputTokens: v.optional(v.pipe(tokens, v.description('Tokens that came back')), 0),
  reconciled,
  misattributed,
  eventName: v.optional(said('Name of the operation'), ''),
  mantle: v.optional(v.pipe(v.boolean(), v.description('A call of bedrock-mantle')), false),
  sourceRegion: v.optional(said('Where the call was made'), ''),
  accountId: v.optional(said('Account in which the call was made')),
  callerAccountId: v.optional(said('Account of the caller, where it is another')),
  principal: v.optional(said('Role or user; never a session')),
  client: said('Family of clients; never a user agent'),
  models: v.optional(v.pipe(v.array(text), v.description('Models and profiles, as sent')), []),
  named: v.optional(
    v.pipe(namedRegion, v.description('The inference Region that the record names')),
    { kind: 'absent' },
  ),
  outcome: v.optional(v.pipe(ending, v.description('How it ended, where it was not served')), {
    kind: 'served',
  }),
  blockedRegion: v.optional(said('Region that a denial names: nothing ran there')),
  judged: v.pipe(
    v.custom<object>(isJsonObject),
    v.description('What was judged of this record alone'),
  ),
  policy: v.pipe(text, v.hash(['sha256']), v.description('SHA-256 of the policy that judged')),
  code: said('Version of the program that judged'),
});
const stray = v.strictObject({
  schema,
  reading: v.literal('stray'),
  corrects,
  reconciled,
  misattributed,
});
const creation = v.strictObject({
  schema,
  reading: v.literal('creation'),
  arn: said('Application profile that was created'),
  copyFrom: said('What the application profile copies'),
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
