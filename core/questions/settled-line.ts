import * as v from 'valibot';
import type { Judged } from '../judge/judged.ts';
import { findingIdOf } from '../report/finding-id.ts';

const said = (description: string) => v.pipe(v.string(), v.description(description));
const maybe = (description: string) => v.pipe(v.nullable(v.string()), v.description(description));
const flag = (description: string) => v.pipe(v.boolean(), v.description(description));
const count = (description: string) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.description(description));
const texts = (description: string) => v.pipe(v.array(v.string()), v.description(description));

/**
 * One call or submission, settled from all its lines of evidence: what a query counts without settling
 * anything. Every field stands in every line, so that one that is never filled is a column all the same.
 */
export const settledLineSchema = v.strictObject({
  schema: v.pipe(v.literal('settled/1'), v.description('Form of the line: settled/1')),
  reading: v.pipe(v.picklist(['call', 'submission']), v.description('A call or a submission')),
  id: said('Id of the finding, if it is one: hash of its key'),
  groupId: maybe('Id of the group in which people are told of it; null where nobody is'),
  time: maybe('When it happened, ISO 8601 in UTC; null where no record says so'),
  eventId: maybe("CloudTrail's id of the first record"),
  requestId: maybe('Id of the request; null for submissions'),
  eventName: said('Name of the operation'),
  accountId: maybe('Account in which it was called'),
  principal: maybe('Role or user; never a session'),
  client: maybe('Family of clients; null for submissions'),
  modelId: maybe('Model or profile, as sent'),
  sourceRegion: said('Where the call was made'),
  inferenceRegion: maybe('Where the model ran; null where nothing ran or nobody knows'),
  basis: maybe('How the inference Region is known: reported, completion, assumed-source, unknown'),
  verdict: maybe('inside, waived, outside, undecided, not-served; null for submissions'),
  fence: maybe('The fence that held it'),
  observed: flag('The fence only observes: nobody is woken'),
  waiverId: maybe('The waiver that excuses it'),
  because: said('Why, in a sentence'),
  mayHaveRun: texts('Where it may have run, when undecided by its routes'),
  refusal: maybe('Why it was not served: denied, throttled, invalid; of a submission: refused'),
  blockedRegion: maybe('Region that a denial names: nothing ran there'),
  exposed: flag('Its profile may route outside the fence, wherever it happened to land'),
  unresolved: flag('Its profile hides the Regions that it may use'),
  neverRecorded: flag('A submission that may have left without a record'),
  openStream: flag('A stream whose completion did not come'),
  hasCompletion: flag('Its completion came'),
  inputTokens: count('Tokens that were sent'),
  outputTokens: count('Tokens that came back'),
  duplicates: count('Records of it beyond the one that counts'),
  policy: said('SHA-256 of the policy that judged'),
  objects: texts('Objects of evidence that hold its lines: go back to them'),
});

export type SettledLine = v.InferOutput<typeof settledLineSchema>;

/** What stands beside what was judged: where it came from. */
export type Origin = Pick<SettledLine, 'groupId' | 'policy' | 'objects'>;

/** The lines of one key: one, unless its records were read as a call and as a submission. */
export function settledLines(judged: Judged, origin: Origin): readonly SettledLine[] {
  const { call, submission, duplicates } = judged;
  const lines: SettledLine[] = [];
  if (call !== null) {
    const { key, timeMs, mayHaveRun, ...rest } = call;
    lines.push({
      ...begin('call', key, timeMs),
      ...rest,
      ...origin,
      mayHaveRun: [...mayHaveRun],
      neverRecorded: false,
      duplicates,
    });
  }
  if (submission !== null) {
    const { key, timeMs, refused, ...rest } = submission;
    lines.push({
      ...begin('submission', key, timeMs),
      ...rest,
      ...OF_CALLS_ALONE,
      ...origin,
      groupId: null,
      refusal: refused ? 'refused' : null,
      duplicates: call === null ? duplicates : 0,
    });
  }
  return lines;
}

const OF_CALLS_ALONE = {
  ...{ requestId: null, client: null, inferenceRegion: null, basis: null, verdict: null },
  ...{ waiverId: null, mayHaveRun: [], blockedRegion: null, openStream: false },
  ...{ hasCompletion: false, inputTokens: 0, outputTokens: 0 },
};

function begin(reading: SettledLine['reading'], key: string, timeMs: number | null) {
  const id = findingIdOf(key);
  const time = timeMs === null ? null : new Date(timeMs).toISOString();
  return { schema: 'settled/1', reading, id, time } as const;
}
