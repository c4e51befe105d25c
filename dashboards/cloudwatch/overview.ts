import { alarmArns, blindArns } from './alarm-arns.ts';
import { type DashboardBody, type DashboardInput, layOut } from './dashboard.ts';
import { explain, type Meaning } from './explain.ts';
import { alarms, graph, latest, numbers, own, text } from './tiles.ts';

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
          { width: 24, height: 2 },
          '# Did all Bedrock inference stay inside?\n\nAny red box: it did not, or nobody can say. Any red box in the second row: until it is mended, zeros prove nothing.',
        ),
      ],
      [
        numbers({ width: 6, height: 8 }, 'Outside, in the time shown', region, [
          own('Outside', 'outside', {}, red),
        ]),
        latest({ width: 5, height: 8 }, 'Open now, since when', region, [
          own('OpenFindings', 'open findings'),
          own('OldestOpenDays', 'days the oldest is open'),
        ]),
        alarms({ width: 7, height: 8 }, 'Findings: red needs a look', alarmArns(FINDINGS, input)),
        text({ width: 6, height: 8 }, `${OPEN}\n\n${explain(FOUND, input)}`),
      ],
      [
        alarms({ width: 9, height: 6 }, 'Can the watcher see, in every Region?', [
          ...blindArns(input),
          ...alarmArns(['canary-missing'], input),
        ]),
        numbers({ width: 9, height: 6 }, 'And besides', region, [
          own('Undecided', 'undecided', {}, { color: '#ff9900' }),
          own('Exposed', 'may leave the fence'),
          own('Denied', 'denied'),
        ]),
        text({ width: 6, height: 6 }, explain(BLIND, input)),
      ],
      [
        graph(
          { width: 9, height: 7 },
          'Since when? Outside and undecided, by time of detection',
          region,
          [
            own('Outside', 'outside', {}, red),
            own('Undecided', 'undecided', {}, { color: '#ff9900' }),
          ],
          { view: 'bar', stacked: true },
        ),
        graph(
          { width: 9, height: 7 },
          'From where to where? Routes that ran outside',
          region,
          [[{ expression: OUTSIDE_ROUTES, label: '', id: 'routes', period: 300 }]],
          { legend: { position: 'right' } },
        ),
        text(
          { width: 6, height: 7 },
          `${explain(WHERE, input)}\n\nThe graph of routes forgets a route that was silent for two weeks: the numbers above do not. Evidence and messages name the callers; metrics name none but those refused.`,
        ),
      ],
    ]),
  };
}

const OPEN =
  '**Open**: told, and closed by nobody. *Clears* within an hour after `geofence close`.';

const FOUND: readonly Meaning[] = [
  {
    seen: 'outside',
    means: 'a call ran where its fence does not allow it',
    alarm: 'outside',
  },
  {
    seen: 'undecided',
    means: 'no record names a Region that can be trusted',
    alarm: 'undecided',
  },
  {
    seen: 'tampering',
    means: 'the trail or a part of the watcher was changed',
    alarm: 'tampering',
  },
];

const BLIND: readonly Meaning[] = [
  {
    seen: 'watcher-blind',
    means: 'something that the watcher needs is broken there',
    alarm: 'watcher-blind',
  },
  {
    seen: 'May leave',
    means: 'a profile was called that may run outside, wherever it landed',
    alarm: 'exposure',
  },
];

const WHERE: readonly Meaning[] = [
  {
    seen: 'Any bar',
    means: 'the minute in which it was found, not that of the call',
    alarm: 'outside',
  },
];

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
