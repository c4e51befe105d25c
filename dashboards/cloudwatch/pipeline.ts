import { nameOf } from '../../core/watch/name-of.ts';
import { alarmArns, blindArns } from './alarm-arns.ts';
import { coverageRows } from './coverage-rows.ts';
import { type DashboardBody, type DashboardInput, layOut } from './dashboard.ts';
import { explain, type Meaning, runbook } from './explain.ts';
import { PIPELINE_MEANINGS } from './pipeline-meanings.ts';
import { alarms, graph, type Line, numbers, own, text } from './tiles.ts';

/** Is the watcher alive, everywhere, and how far behind is it? */
export function pipelineDashboard(input: DashboardInput): DashboardBody {
  const { place, sourceRegions } = input;
  const { region } = place;
  const half = { width: 9, height: 7 };
  const beside = (meanings: readonly Meaning[]) =>
    text({ width: 6, height: 7 }, explain(meanings, input));
  const inEach = (line: (source: string) => readonly Line[]) => sourceRegions.flatMap(line);
  return {
    start: '-P1D',
    periodOverride: 'inherit',
    widgets: layOut([
      [
        text(
          { width: 24, height: 2 },
          `# Is the watcher alive?\n\nA zero on the overview is worth what stands here: all boxes green, every canary back, every hour sealed. ${runbook('watcher-blind', input)}`,
        ),
      ],
      [alarms({ width: 24, height: 5 }, 'Blind anywhere?', blindArns(input))],
      ...coverageRows(input),
      ...NEEDS.map((row) =>
        row.map(({ title, ids }) =>
          alarms({ width: 24 / row.length, height: 6 }, title, alarmArns(ids, input)),
        ),
      ),
      [
        graph(
          half,
          'Canaries that came through, each hour',
          region,
          [
            ...inEach((SourceRegion) => [
              own('CanaryArrived', SourceRegion, { SourceRegion }, { period: 3600 }),
            ]),
            own('CanariesMissing', 'accounts and Regions whose canary stopped', {}, HOURLY_MOST),
          ],
          { yAxis: { left: { min: 0 } } },
        ),
        graph(
          half,
          'Age of the oldest message, seconds (alarm at 3,600)',
          region,
          inEach((source) => [
            aws(
              'AWS/SQS',
              'ApproximateAgeOfOldestMessage',
              'QueueName',
              nameOf('callsQueue', place),
              source,
              'Maximum',
            ),
          ]),
        ),
        beside(PIPELINE_MEANINGS.arrival),
      ],
      [
        graph(
          half,
          'From the event to its judgement, seconds (99th percentile)',
          region,
          inEach((SourceRegion) => [
            own('LagSeconds', SourceRegion, { SourceRegion }, { stat: 'p99' }),
          ]),
        ),
        graph(
          half,
          'Records judged',
          region,
          inEach((SourceRegion) => [own('Records', SourceRegion, { SourceRegion })]),
          { stacked: true },
        ),
        beside(PIPELINE_MEANINGS.judging),
      ],
      [
        graph(
          half,
          'Dead letters: what was not judged',
          region,
          inEach((source) => [
            aws(
              'AWS/SQS',
              'ApproximateNumberOfMessagesVisible',
              'QueueName',
              nameOf('callsDeadLetters', place),
              source,
              'Maximum',
            ),
            aws(
              'AWS/SQS',
              'ApproximateNumberOfMessagesVisible',
              'QueueName',
              nameOf('ruleDeadLetters', place),
              source,
              'Maximum',
            ),
          ]),
        ),
        graph(
          half,
          'Errors and throttles of ingest',
          region,
          inEach((source) => [
            aws('AWS/Lambda', 'Errors', 'FunctionName', nameOf('ingest', place), source, 'Sum'),
            aws('AWS/Lambda', 'Throttles', 'FunctionName', nameOf('ingest', place), source, 'Sum'),
          ]),
        ),
        beside(PIPELINE_MEANINGS.failing),
      ],
      [
        graph(
          half,
          'Unseen calls: counted by Bedrock, known by no record',
          region,
          inEach((SourceRegion) => [
            own('UnseenCalls', SourceRegion, { SourceRegion }, { period: 3600 }),
            own('NotCompared', `${SourceRegion} not compared`, { SourceRegion }, { period: 3600 }),
          ]),
          { yAxis: { left: { min: 0 } } },
        ),
        graph(half, 'Hourly runs that left everything sealed; what was late or is gone', region, [
          own('SealsCurrent', 'everything sealed', {}, { period: 3600 }),
          own('LateObjects', 'late objects', {}, { period: 3600 }),
          own('SealProblems', 'gone', {}, { period: 3600 }),
        ]),
        beside(PIPELINE_MEANINGS.proof),
      ],
      [
        graph({ width: 18, height: 7 }, 'Each day against the trail', region, [
          own('LiveMissed', 'missed live, and added', {}, { period: 86_400 }),
          own('Contradicted', 'not in the trail, or otherwise', {}, { period: 86_400 }),
          own('NotReconciled', 'hours not compared in full', {}, { period: 86_400 }),
        ]),
        beside(PIPELINE_MEANINGS.trail),
      ],
      [
        numbers({ width: 18, height: 7 }, 'In the time that is shown', region, [
          own('Unreadable', 'could not be read'),
          own('Unrecognised', 'not recognised'),
          own('Misattributed', 'in an event of another account'),
          own('Told', 'messages to people'),
          own('WaiversEnding', 'waivers that end soon', {}, { stat: 'Maximum' }),
        ]),
        beside(PIPELINE_MEANINGS.telling),
      ],
    ]),
  };
}

const HOURLY_MOST = { period: 3600, stat: 'Maximum' } as const;

/** What the watcher needs. CloudWatch shows at most 100 alarms in a widget: room for 50 source Regions. */
const NEEDS = [
  [
    { title: 'Canaries and coverage', ids: ['canary-missing', 'canaries-missing', 'unseen-calls'] },
    { title: 'Rule and queue', ids: ['lost-events', 'oldest-message'] },
    { title: 'Dead letters', ids: ['dead-letters'] },
  ],
  [
    { title: 'The function that judges', ids: ['ingest-errors', 'ingest-throttles'] },
    {
      title: 'Seals, trail and messages',
      ids: [
        'live-missed',
        'contradicted',
        'misattributed',
        'daily-errors',
        'compact-errors',
        'seal-missing',
        'seal-broken',
        'hourly-errors',
        'failed-deliveries',
        'untold',
      ],
    },
  ],
];

/** A metric of AWS in one Region, labelled with it. */
function aws(
  namespace: string,
  metric: string,
  dimension: string,
  value: string,
  region: string,
  stat: string,
): Line {
  return [namespace, metric, dimension, value, { region, label: `${region} ${value}`, stat }];
}
