import { type Question, UNTIL_YESTERDAY } from './question.ts';

/** Questions about findings: what was told, and what became of it. */
export const FINDING_QUESTIONS: readonly Question[] = [
  {
    name: 'open-findings',
    asks: 'Which findings were people told of that nobody has closed?',
    limit:
      'One row a group, as it was told. A marker names 1,000 findings of a group at most: of a larger one, what was closed one by one beyond these still counts as open. Findings that nobody was told of stand in findings.',
    columns: {
      told: 'When people were told',
      verdict: 'outside or undecided, as it was told',
      accountid: 'Account in which the calls were made',
      principal: 'Role or user',
      modelid: 'Model or profile, as sent',
      sourceregion: 'Where the calls were made',
      inferenceregion: 'Where the model ran; empty where nobody knows',
      calls: 'Calls that were told',
      open_calls: 'Calls among them that nobody has closed',
      id: 'Id of the group, for geofence close',
    },
    sql: `
with
  shown as (select * from told where "date" >= '2026-01-01' and schema = 'told/1'),
  closed as (select distinct id from closures where schema = 'closure/1'),
  one_by_one as (
    select s.id, count(distinct c.id) as closed_calls
    from shown s
    cross join unnest(s.findings) as f (finding)
    join closed c on c.id = f.finding
    group by s.id
  )
select s.told, s.verdict, s.accountid, s.principal, s.modelid, s.sourceregion, s.inferenceregion,
  s.calls,
  s.calls - coalesce(o.closed_calls, 0) as open_calls,
  s.id
from shown s
left join closed c on c.id = s.id
left join one_by_one o on o.id = s.id
where c.id is null
  and s.calls > coalesce(o.closed_calls, 0)
order by s.told, s.id`,
  },
  {
    name: 'findings',
    asks: 'Which calls ran outside, or may have, were people told, and was it closed?',
    limit: `${UNTIL_YESTERDAY} A fence that only observes tells nobody.`,
    columns: {
      date: 'Day of the call, UTC',
      time: 'When it was made; empty where no record says so',
      verdict: 'outside or undecided',
      accountid: 'Account in which it was made',
      principal: 'Role or user',
      modelid: 'Model or profile, as sent',
      sourceregion: 'Where it was made',
      inferenceregion: 'Where the model ran; empty where nobody knows',
      because: 'Why, in a sentence',
      observed: 'The fence only observes',
      told: 'When people were told; empty where nobody was',
      closed: 'When it was closed; empty where it is open',
      id: 'Id of the finding, for geofence close',
      objects: 'Objects of evidence to go back to',
    },
    sql: `
with
  shown as (select * from told where "date" >= '2026-01-01' and schema = 'told/1'),
  ended as (select id, min(closed) as closed from closures where schema = 'closure/1' group by id),
  named as (
    select f.finding, min(s.told) as told, min_by(s.id, s.told) as groupid
    from shown s
    cross join unnest(s.findings) as f (finding)
    group by f.finding
  ),
  found as (
    select *
    from settled
    where "date" >= '2023-09-01' -- narrow this to your period: less is read
      and verdict in ('outside', 'undecided')
  )
select f."date", f.time, f.verdict, f.accountid, f.principal, f.modelid, f.sourceregion,
  f.inferenceregion, f.because, f.observed,
  coalesce(n.told, s.told) as told,
  coalesce(own.closed, by_name.closed, by_group.closed) as closed,
  f.id, f.objects
from found f
left join named n on n.finding = f.id
left join shown s on s.id = f.groupid
left join ended own on own.id = f.id
left join ended by_name on by_name.id = n.groupid
left join ended by_group on by_group.id = f.groupid
order by f."date", f.time, f.id`,
  },
];
