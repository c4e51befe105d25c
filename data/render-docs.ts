import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALARMS, WATCHER_BLIND } from '../core/measure/alarms.ts';
import { METRICS } from '../core/measure/metrics.ts';
import type { DashboardInput } from '../dashboards/cloudwatch/dashboard.ts';
import { dashboardPicture } from '../dashboards/cloudwatch/dashboard-picture.ts';
import { dashboardTable } from '../dashboards/cloudwatch/dashboard-table.ts';
import { detailDashboard } from '../dashboards/cloudwatch/detail.ts';
import { overviewDashboard } from '../dashboards/cloudwatch/overview.ts';
import { pipelineDashboard } from '../dashboards/cloudwatch/pipeline.ts';

const ROOT = join(import.meta.dirname, '..');

/** Pages with tables that are made from the code: path from the root of the repository, and text. */
export function renderDocs(): readonly (readonly [string, string])[] {
  const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
  const metrics = fill(read('docs/metrics.md'), 'metrics', metricsTable());
  const tables = Object.entries({
    overview: overviewDashboard(EXAMPLE),
    detail: detailDashboard(EXAMPLE),
    pipeline: pipelineDashboard(EXAMPLE),
  });
  return [
    ['docs/metrics.md', fill(metrics, 'alarms', alarmsTable())],
    ...tables.map(
      ([name, body]) =>
        [`docs/images/dashboard-${name}.svg`, dashboardPicture(name, body)] as const,
    ),
    [
      'docs/dashboards.md',
      tables.reduce(
        (page, [name, body]) => fill(page, name, dashboardTable(body)),
        read('docs/dashboards.md'),
      ),
    ],
  ];
}

/** Two source Regions are enough to show what stands where. */
const EXAMPLE: DashboardInput = {
  place: { prefix: 'bedrock-geofence', region: 'eu-central-1' },
  account: '111122223333',
  partition: 'aws',
  isOrganization: true,
  sourceRegions: ['eu-central-1', 'us-east-1'],
  runbookUrl: null,
};

/** Puts a table between its markers: `<!-- name -->` and `<!-- /name -->`. */
function fill(page: string, name: string, table: string): string {
  const [before, rest] = page.split(`<!-- ${name} -->`);
  const [, after] = (rest ?? '').split(`<!-- /${name} -->`);
  if (after === undefined) throw new Error(`the markers of "${name}" are missing`);
  return `${before}<!-- ${name} -->\n${table}\n<!-- /${name} -->${after}`;
}

function metricsTable(): string {
  const rows = METRICS.map(({ name, unit, dimensionSets, stamped, means }) => {
    const sets = dimensionSets.map((set) => (set.length === 0 ? 'none' : set.join(' x ')));
    return `| \`${name}\` | ${unit} | ${sets.join('; ')} | ${stamped} | ${means} |`;
  });
  return [
    '| metric | unit | dimensions | stamped | counts |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function alarmsTable(): string {
  const rows = ALARMS.map((alarm) => {
    const { id, severity, stack, comparison, statistic, threshold, why } = alarm;
    const { periodMinutes, evaluationPeriods, datapointsToAlarm, missing, blinds } = alarm;
    const rings = `${statistic} ${comparison === 'below' ? '<' : '>='} ${threshold} in ${periodMinutes} min, ${datapointsToAlarm} of ${evaluationPeriods}`;
    return `| [\`${id}\`](runbook.md#${id}) | ${severity} | ${alarm.topology === 'any' ? stack : `${stack}, organization`} | ${rings} | ${missing} | ${blinds ? 'yes' : ''} | ${why} |`;
  });
  const blind = `| [\`${WATCHER_BLIND.id}\`](runbook.md#${WATCHER_BLIND.id}) | ${WATCHER_BLIND.severity} | both | any alarm that blinds | | | ${WATCHER_BLIND.why} |`;
  return [
    '| alarm | severity | stack | rings | missing data | blinds | why |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    blind,
  ].join('\n');
}
