import { type DashboardBody, type DashboardInput, layOut, type Variable } from './dashboard.ts';
import { explain, type Meaning, runbook } from './explain.ts';
import { graph, type Line, numbers, own, text } from './tiles.ts';

const VERDICTS = ['inside', 'waived', 'outside', 'undecided', 'not-served'];
const BASES = ['reported', 'completion', 'assumed-source', 'unknown'];

/** What was called, where it ran, how that is known, and what was refused. */
export function detailDashboard(input: DashboardInput): DashboardBody {
  const { region } = input.place;
  const half = { width: 12, height: 7 };
  return {
    start: '-P1D',
    periodOverride: 'inherit',
    variables: [sourceVariable(input.sourceRegions), verdictVariable()],
    widgets: layOut([
      [
        text(
          { width: 24, height: 3 },
          [
            '# Which calls, from where to where?',
            `Choose a source Region and a verdict above. Routes carry the minute of the call. A value of **other** is a name that nobody knows, or lies past the cap (${runbook('series-cap', input)}). Lines that were silent for two weeks are gone from here, not from the evidence.`,
          ].join('\n\n'),
        ),
      ],
      [
        graph(
          { width: 24, height: 8 },
          'Routes: source to inference Region',
          region,
          search(ROUTES),
          {
            legend: { position: 'right' },
          },
        ),
      ],
      [
        graph(half, 'Models, by verdict', region, search(MODELS), {
          legend: { position: 'right' },
        }),
        graph(
          half,
          'How is the Region known?',
          region,
          BASES.map((Basis) => own('Calls', Basis, { Basis })),
          { stacked: true },
        ),
      ],
      [
        graph(
          half,
          'Share served away from the source Region',
          region,
          [
            [{ expression: '100 * away / served', label: 'served away, %', id: 'share' }],
            own('ServedAway', 'served away', {}, { id: 'away', visible: false }),
            own('Served', 'served', {}, { id: 'served', visible: false }),
          ],
          { yAxis: { left: { min: 0, max: 100 } } },
        ),
        graph(
          half,
          'Refusals, by kind: nothing ran',
          region,
          ['denied', 'throttled', 'invalid'].map((Refusal) =>
            own('NotServed', Refusal, { Refusal }),
          ),
          { stacked: true },
        ),
      ],
      [
        graph(
          { width: 24, height: 6 },
          'Refused for want of permission, by caller, each hour: nothing ran',
          region,
          search(CALLERS),
          { legend: { position: 'right' } },
        ),
      ],
      [
        numbers({ width: 12, height: 7 }, 'Not certain, in the time that is shown', region, [
          own('Exposed', 'may leave the fence'),
          own('OpenStreams', 'streams without their end'),
          own('NeverRecorded', 'Region never recorded'),
          own('SeriesOverflow', 'past the cap'),
        ]),
        text({ width: 12, height: 7 }, explain(UNCERTAIN, input)),
      ],
    ]),
  };
}

const UNCERTAIN: readonly Meaning[] = [
  {
    seen: 'May leave',
    means: 'its profile may run outside, wherever it landed',
    alarm: 'exposure',
  },
  {
    seen: 'Without their end, or unknown as a basis',
    means: 'streams that wait for the record that names their Region',
    alarm: 'undecided',
  },
  {
    seen: 'Denied',
    means: 'somebody tries what a policy forbids; nothing ran',
    alarm: 'denied-attempts',
  },
  {
    seen: 'Past the cap',
    means: 'points are counted as **other**: their names are in the evidence alone',
    alarm: 'series-cap',
  },
];

/** Stand for terms of a search; what is chosen above takes their place. */
const SOURCE_TERM = 'CHOSEN_SOURCE';
const VERDICT_TERM = 'CHOSEN_VERDICT';
/** Says nothing that the search does not say already: every value. */
const ANY = 'MetricName=Calls';
const ROUTES = `SEARCH('{BedrockGeofence,SourceRegion,InferenceRegion,Verdict} MetricName="Calls" ${SOURCE_TERM} ${VERDICT_TERM}', 'Sum')`;
const CALLERS = `SEARCH('{BedrockGeofence,Caller} MetricName="Denied"', 'Sum')`;
const MODELS = `SEARCH('{BedrockGeofence,ModelFamily,Verdict} MetricName="Calls" ${VERDICT_TERM}', 'Sum')`;

function search(expression: string): readonly Line[] {
  return [[{ expression, label: '', id: 'found', period: 300 }]];
}

function sourceVariable(sourceRegions: readonly string[]): Variable {
  const values = sourceRegions.map((code) => ({ label: code, value: `SourceRegion=${code}` }));
  return choice('source', 'Source Region', SOURCE_TERM, values);
}

function verdictVariable(): Variable {
  const values = VERDICTS.map((verdict) => ({ label: verdict, value: `Verdict=${verdict}` }));
  return choice('verdict', 'Verdict', VERDICT_TERM, values);
}

function choice(
  id: string,
  label: string,
  pattern: string,
  some: readonly { readonly label: string; readonly value: string }[],
): Variable {
  const values = [{ label: 'every one', value: ANY }, ...some];
  const common = { type: 'pattern', inputType: 'select', visible: true } as const;
  return { ...common, id, label, pattern, values, defaultValue: ANY };
}
