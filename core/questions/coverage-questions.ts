import type { Question } from './question.ts';

/** Questions about what was looked at, without which no other answer says anything. */
export const COVERAGE_QUESTIONS: readonly Question[] = [
  {
    name: 'days-looked-at',
    asks: 'Which days do the other answers stand on, and what of them could not be used?',
    limit:
      'Hours and lines are counted by the day of writing, calls by the day on which they were made: near midnight, and where evidence came late, they are of different days. A day that stands nowhere was not looked at.',
    columns: {
      day: 'UTC day',
      sealed_hours: 'Hours of writing that are sealed: 24 of a whole day',
      quarantined: 'Records that could not be understood when they came: not clean',
      unreadable_lines: 'Lines of evidence that are none: not clean',
      settled: 'When the day was settled; empty where it is not: nothing else counts it',
      calls: 'Calls of the day',
      submissions: 'Submissions of the day',
      records: 'Records that these were settled from',
      unjudged: 'Lines whose policy is not kept, in no call: not clean',
      unread_objects: 'Objects of evidence that could not be read: not clean',
      apart: 'Corrections whose original was not found near them: both count',
    },
    sql: `
with
  sealed as (
    select "date" as day,
      count(distinct hour) as sealed_hours,
      sum(quarantined) as quarantined,
      sum(unreadable) as unreadable_lines
    from seals
    where "date" >= '2026-01-01' and schema = 'seal/1'
    group by "date"
  ),
  days as (
    select * from settled_days where "date" >= '2023-09-01' -- narrow this to your period
  )
select coalesce(d."date", s.day) as day,
  coalesce(s.sealed_hours, 0) as sealed_hours,
  s.quarantined, s.unreadable_lines,
  d.made as settled,
  d.calls, d.submissions, d.records, d.unjudged, d.unread as unread_objects, d.apart
from days d
full outer join sealed s on s.day = d."date"
order by 1`,
  },
  {
    name: 'hours-seen',
    asks: 'From which accounts and Regions did records come, and in how many hours of each day?',
    limit:
      'By the hour of writing, as sealed; records, not calls: copies count. Where the canary calls each hour, 24 are seen of a watched Region.',
    columns: {
      day: 'UTC day of writing',
      accountid: 'Account; empty where no record names one',
      sourceregion: 'Region in which the calls were made',
      hours_seen: 'Sealed hours with a record',
      calls: 'Records of calls',
      completions: 'Records of completions',
      submissions: 'Records of submissions',
    },
    sql: `
select s."date" as day, c.accountid, c.sourceregion,
  count(distinct s.hour) as hours_seen,
  sum(c.calls) as calls,
  sum(c.completions) as completions,
  sum(c.submissions) as submissions
from seals s
cross join unnest(s.counts) as c (accountid, sourceregion, calls, completions, submissions)
where s."date" >= '2026-01-01' and s.schema = 'seal/1'
group by s."date", c.accountid, c.sourceregion
order by day, c.accountid, c.sourceregion`,
  },
  {
    name: 'callable-not-watched',
    asks: 'In which accounts and Regions could calls be made that nobody watched, day by day?',
    limit:
      'Only an organization has it. Of a day without an answer nothing is known; what could not be looked at stands in `unseen` of the table.',
    columns: {
      day: 'UTC day on which it was looked at',
      accountid: 'Account',
      name: 'Its name, where one is known',
      region: 'Region',
      state: 'callable, not watched; or unknown, which is not clean',
      why: 'Why it is said',
    },
    sql: `
select substr(c.asof, 1, 10) as day, r.accountid, r.name, r.region, r.state, r.why
from coverage c
cross join unnest(c."rows") as r (accountid, name, region, state, why)
where c.schema = 'coverage/1'
  and r.state in ('callable, not watched', 'unknown')
order by day, r.state, r.accountid, r.region`,
  },
  {
    name: 'coverage-by-day',
    asks: 'How many pairs of account and Region are watched, and what is the state of the others?',
    limit:
      'Only an organization has it. Of a day without an answer nothing is known; what could not be looked at stands in `unseen` of the table.',
    columns: {
      day: 'UTC day on which it was looked at',
      state: 'watched; callable, not watched; denied by SCP; not enabled; unknown',
      pairs: 'Accounts times Regions in this state',
      accounts: 'Accounts with a Region in this state',
    },
    sql: `
select substr(c.asof, 1, 10) as day, r.state,
  count(*) as pairs,
  count(distinct r.accountid) as accounts
from coverage c
cross join unnest(c."rows") as r (accountid, name, region, state, why)
where c.schema = 'coverage/1'
group by substr(c.asof, 1, 10), r.state
order by day, r.state`,
  },
];
