import { COVERAGE_STATES } from '../../core/coverage/coverage.ts';
import { nameOf } from '../../core/watch/name-of.ts';
import { alarmArns } from './alarm-arns.ts';
import type { DashboardInput, Tile } from './dashboard.ts';
import { explain, type Meaning } from './explain.ts';
import { alarms, latest, logTable, own, text } from './tiles.ts';

/** Which accounts and Regions of the organization can call Bedrock unseen: that list leads, then counts. */
export function coverageRows(input: DashboardInput): readonly (readonly Tile[])[] {
  const { place, isOrganization } = input;
  if (!isOrganization) return [[text({ width: 24, height: 2 }, SINGLE)]];
  const { region } = place;
  const log = `/aws/lambda/${nameOf('coverage', place)}`;
  return [
    [
      logTable(
        { width: 18, height: 7 },
        'Callable, not watched: accounts that can call Bedrock unseen, in the time shown',
        region,
        log,
        UNWATCHED,
      ),
      text({ width: 6, height: 7 }, explain(LISTED, input)),
    ],
    [
      latest({ width: 12, height: 7 }, 'Accounts in Regions, today', region, [
        ...COVERAGE_STATES.map((state) =>
          own('AccountRegions', state, { Coverage: state }, { period: 86_400 }),
        ),
      ]),
      alarms({ width: 6, height: 7 }, 'Is everybody watched?', alarmArns(ALARMS, input)),
      text({ width: 6, height: 7 }, explain(COUNTED, input)),
    ],
  ];
}

const SINGLE =
  '**Coverage of an organization: empty**, because one account is deployed (`topology` is `single`). Nobody looks here which other accounts can call Bedrock unseen.';

/** Lambda's JSON lines hold what was logged in `message`. */
const UNWATCHED = [
  'filter message.message = "callable, not watched"',
  'sort @timestamp desc',
  'dedup message.account, message.region',
  'display message.region, message.account, message.name, message.why',
  'limit 500',
];

const ALARMS = ['unwatched', 'coverage-unknown', 'coverage-errors'];

const LISTED: readonly Meaning[] = [
  {
    seen: 'Any line',
    means:
      'calls can start there, and nothing of them comes here; no line proves it only beside green boxes below',
    alarm: 'unwatched',
  },
];

const COUNTED: readonly Meaning[] = [
  {
    seen: 'Unknown',
    means: 'nobody could look, or a policy is in doubt',
    alarm: 'coverage-unknown',
  },
  { seen: 'No numbers', means: 'nobody looked for a day', alarm: 'coverage-errors' },
];
