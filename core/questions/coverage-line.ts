import * as v from 'valibot';

/** What is known each day of every account and Region. */
export const coverageLineSchema = v.strictObject({
  schema: v.pipe(v.string(), v.description('Form of the line: coverage/1')),
  asOf: v.pipe(v.string(), v.description('When it was looked at, ISO 8601 in UTC')),
  rows: v.pipe(
    v.array(
      v.strictObject({
        accountId: v.string(),
        name: v.nullable(v.string()),
        region: v.string(),
        state: v.string(),
        why: v.string(),
      }),
    ),
    v.description('Every account and Region, whether it is watched, and why'),
  ),
});
