import { alarmArns, blindArns } from './alarm-arns.ts';
import { type DashboardBody, type DashboardInput, layOut } from './dashboard.ts';
import { runbook } from './explain.ts';
import { alarms, graph, numbers, own, text } from './tiles.ts';

/** Is anyone's inference outside now, since when, and from where to where? Read from three metres. */
export function overviewDashboard(input: DashboardInput): DashboardBody {
  const { region } = input.place;
  const red = { color: '#d13212' };
  return {
    start: '-P7D',
    periodOverride: 'inherit',
    widgets: layOut([
      [
        text(
          { width: 24, height: 3 },
          [
            '# Did all Bedrock inference stay inside?',
            `Any red box below: it did not, or nobody can say. **outside** stays red for 24 hours (${runbook('outside', input)}). **undecided**: no record names a Region that can be trusted (${runbook('undecided', input)}). **watcher-blind**: until it is mended, zeros prove nothing (${runbook('watcher-blind', input)}).`,
          ].join('\n\n'),
        ),
      ],
      [
        alarms(
          { width: 12, height: 6 },
          'Findings: red means somebody has to look',
          alarmArns(FINDINGS, input),
        ),
        numbers(
          { width: 12, height: 6 },
          'Calls that ran outside, in the time that is shown',
          region,
          [own('Outside', 'outside', {}, red)],
        ),
      ],
      [
        alarms({ width: 12, height: 5 }, 'Can the watcher see, in every Region?', [
          ...blindArns(input),
          ...alarmArns(['canary-missing'], input),
        ]),
        numbers({ width: 12, height: 5 }, 'And besides', region, [
          own('Undecided', 'undecided', {}, { color: '#ff9900' }),
          own('Exposed', 'may leave the fence'),
          own('Denied', 'denied'),
          own('NeverRecorded', 'Region never recorded'),
          own('OpenFindings', 'open findings', {}, { stat: 'Maximum', period: 3600 }),
          own('OldestOpenDays', 'days the oldest is open', {}, { stat: 'Maximum', period: 3600 }),
        ]),
      ],
      [
        graph(
          { width: 12, height: 7 },
          'Since when? Outside and undecided, by time of detection',
          region,
          [
            own('Outside', 'outside', {}, red),
            own('Undecided', 'undecided', {}, { color: '#ff9900' }),
          ],
          { view: 'bar', stacked: true },
        ),
        graph(
          { width: 12, height: 7 },
          'From where to where? Routes that ran outside',
          region,
          [[{ expression: OUTSIDE_ROUTES, label: '', id: 'routes', period: 300 }]],
          { legend: { position: 'right' } },
        ),
      ],
      [
        text(
          { width: 24, height: 2 },
          'The graph of routes forgets a route that was silent for two weeks: the numbers above do not. Evidence and messages name the callers; metrics never do.',
        ),
      ],
    ]),
  };
}

const FINDINGS = [
  'outside',
  'undecided',
  'exposure',
  'denied-attempts',
  'unreadable',
  'unrecognised',
  'tampering',
  'series-cap',
  'waiver-ending',
];
const OUTSIDE_ROUTES = `SEARCH('{BedrockGeofence,SourceRegion,InferenceRegion,Verdict} MetricName="Calls" Verdict="outside"', 'Sum')`;
