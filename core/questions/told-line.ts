import * as v from 'valibot';

const said = (description: string) => v.pipe(v.nullable(v.string()), v.description(description));
const texts = (description: string) =>
  v.pipe(v.array(v.nullable(v.string())), v.description(description));

/**
 * What stands in the marker that a group of findings was told. Other markers lie beside it, of other
 * forms: ask for `told/1`.
 */
export const toldLineSchema = v.strictObject({
  schema: v.pipe(v.string(), v.description('Form of the line: told/1 is a group of findings')),
  id: v.pipe(v.string(), v.description('Id of the group, 64 hex digits')),
  hour: v.pipe(v.string(), v.description('Clock hour in which it was found: 2026-11-03T10')),
  told: said('When people were told, ISO 8601 in UTC'),
  verdict: said('outside or undecided'),
  fence: said('The fence that held the calls'),
  accountId: said('Account in which the calls were made'),
  principal: said('Role or user; never a session'),
  modelId: said('Model or profile, as sent'),
  sourceRegion: said('Where the calls were made'),
  inferenceRegion: said('Where the model ran'),
  calls: v.pipe(v.number(), v.safeInteger(), v.description('Calls that were told')),
  findings: texts('Ids of the findings; the first 1,000'),
  eventIds: texts('Ids of some of the records'),
});
