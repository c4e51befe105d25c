import { type Question, UNTIL_YESTERDAY } from './question.ts';

/** Questions about calls and submissions: all over what was settled, so that nothing counts twice. */
export const CALL_QUESTIONS: readonly Question[] = [
  {
    name: 'calls-outside-by-month',
    asks: 'How many calls of each account ran outside its fence, month by month?',
    limit: UNTIL_YESTERDAY,
    columns: {
      month: 'Month of the calls, UTC',
      accountid: 'Account in which they were made',
      calls: 'All calls, whatever became of them',
      outside: 'Ran outside the fence, and no waiver covers it',
      undecided: 'May have run outside: not clean',
      waived: 'Ran outside, and a waiver covers it',
      never_recorded: 'Submissions that may have left without a record; not among the calls',
    },
    sql: `
select substr("date", 1, 7) as month,
  accountid,
  sum(case when reading = 'call' then 1 else 0 end) as calls,
  sum(case when verdict = 'outside' then 1 else 0 end) as outside,
  sum(case when verdict = 'undecided' then 1 else 0 end) as undecided,
  sum(case when verdict = 'waived' then 1 else 0 end) as waived,
  sum(case when neverrecorded then 1 else 0 end) as never_recorded
from settled
where "date" >= '2023-09-01' -- narrow this to your period: less is read
group by substr("date", 1, 7), accountid
order by month, accountid`,
  },
  {
    name: 'waivers-used',
    asks: 'Which calls did waivers excuse, whose, and from when to when?',
    limit: `${UNTIL_YESTERDAY} Owner and reason of a waiver stand in the policy.`,
    columns: {
      waiverid: 'The waiver, as the policy names it',
      accountid: 'Account in which the calls were made',
      principal: 'Role or user',
      modelid: 'Model or profile, as sent',
      sourceregion: 'Where the calls were made',
      inferenceregion: 'Where the model ran',
      calls: 'Calls that it excused',
      first_day: 'Day of the first',
      last_day: 'Day of the last',
    },
    sql: `
select waiverid, accountid, principal, modelid, sourceregion, inferenceregion,
  count(*) as calls,
  min("date") as first_day,
  max("date") as last_day
from settled
where "date" >= '2023-09-01' -- narrow this to your period: less is read
  and verdict = 'waived'
group by waiverid, accountid, principal, modelid, sourceregion, inferenceregion
order by calls desc, waiverid, accountid, principal, modelid, sourceregion, inferenceregion`,
  },
  {
    name: 'exposure-by-profile',
    asks: 'Which profiles may route calls outside the fence, who uses them, and how often?',
    limit: `${UNTIL_YESTERDAY} What an application profile copies is known from the day on which evidence tells of its creation.`,
    columns: {
      modelid: 'Model or profile, as sent',
      sourceregion: 'Where the calls were made',
      accountid: 'Account in which they were made',
      principal: 'Role or user',
      exposed_calls: 'Calls that may have run outside, wherever they ran',
      exposed_submissions: 'Submissions that may run outside',
      ran_outside: 'Calls among them that did',
      unresolved: 'Calls and submissions whose profile hides its Regions: not clean',
    },
    sql: `
select modelid, sourceregion, accountid, principal,
  sum(case when exposed and reading = 'call' then 1 else 0 end) as exposed_calls,
  sum(case when exposed and reading = 'submission' then 1 else 0 end) as exposed_submissions,
  sum(case when verdict = 'outside' then 1 else 0 end) as ran_outside,
  sum(case when unresolved then 1 else 0 end) as unresolved
from settled
where "date" >= '2023-09-01' -- narrow this to your period: less is read
  and (exposed or unresolved)
group by modelid, sourceregion, accountid, principal
order by exposed_calls desc, exposed_submissions desc, modelid, sourceregion, accountid, principal`,
  },
  {
    name: 'tokens-by-route',
    asks: 'How many tokens went from where to where, through which model?',
    limit: `${UNTIL_YESTERDAY} Tokens are those that CloudTrail names: many records name none.`,
    columns: {
      sourceregion: 'Where the calls were made',
      inferenceregion: 'Where the model ran; empty where nobody knows',
      modelid: 'Model or profile, as sent',
      calls: 'Calls that may have run; refused ones are not among them',
      calls_with_tokens: 'Calls among them whose records name tokens',
      input_tokens: 'Tokens that were sent',
      output_tokens: 'Tokens that came back',
    },
    sql: `
select sourceregion, inferenceregion, modelid,
  count(*) as calls,
  sum(case when inputtokens + outputtokens > 0 then 1 else 0 end) as calls_with_tokens,
  sum(inputtokens) as input_tokens,
  sum(outputtokens) as output_tokens
from settled
where "date" >= '2023-09-01' -- narrow this to your period: less is read
  and reading = 'call'
  and verdict <> 'not-served'
group by sourceregion, inferenceregion, modelid
order by input_tokens desc, output_tokens desc, calls desc, sourceregion, inferenceregion, modelid`,
  },
];
