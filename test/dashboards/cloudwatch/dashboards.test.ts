import { describe, expect, it } from 'vitest';
import { catalog } from '../../../core/catalog/known.ts';
import { instancesOf } from '../../../core/measure/alarm-instances.ts';
import { ALARMS, WATCHER_BLIND } from '../../../core/measure/alarms.ts';
import { METRICS, NAMESPACE } from '../../../core/measure/metrics.ts';
import { type DashboardInput, layOut } from '../../../dashboards/cloudwatch/dashboard.ts';
import { detailDashboard } from '../../../dashboards/cloudwatch/detail.ts';
import { overviewDashboard } from '../../../dashboards/cloudwatch/overview.ts';
import { pipelineDashboard } from '../../../dashboards/cloudwatch/pipeline.ts';

const everywhere = catalog.regions.map(({ code }) => code).slice(0, 34);
const input: DashboardInput = {
  place: { prefix: 'bedrock-geofence', region: 'eu-central-1' },
  account: '111122223333',
  partition: 'aws',
  isOrganization: true,
  sourceRegions: everywhere,
  runbookUrl: 'https://example.com/runbook.md',
};
const bodies = {
  overview: overviewDashboard(input),
  detail: detailDashboard(input),
  pipeline: pipelineDashboard(input),
};
const all = Object.entries(bodies);
const widgets = all.flatMap(([name, body]) => body.widgets.map((widget) => ({ name, widget })));
const metricsOf = (widget: { properties: Readonly<Record<string, unknown>> }) =>
  (widget.properties.metrics ?? []) as (string | Record<string, unknown>)[][];
const lines = widgets.flatMap(({ name, widget }) =>
  metricsOf(widget).map((line) => ({ name, title: String(widget.properties.title), line })),
);

describe('every metric that a dashboard names', () => {
  const own = lines.filter(({ line }) => line[0] === NAMESPACE);
  it('is one that ingest publishes, along dimensions that it publishes', () => {
    expect(own.length).toBeGreaterThan(20);
    for (const { line, title } of own) {
      const metric = METRICS.find(({ name }) => name === line[1]);
      expect(metric, `${title}: ${line[1]}`).toBeDefined();
      const dimensions = line
        .slice(2)
        .filter((part) => typeof part === 'string')
        .filter((_, at) => at % 2 === 0);
      expect(metric?.dimensionSets).toContainEqual(dimensions);
    }
  });

  it.each(METRICS.map(({ name }) => name))('%s is shown somewhere', (name) => {
    const searched = new RegExp(`MetricName=\\\\"${name}\\\\"`);
    const isShown =
      own.some(({ line }) => line[1] === name) || searched.test(JSON.stringify(bodies));
    expect(isShown).toBe(true);
  });

  it('what is open is that of now, and not the most of a week', () => {
    const open = widgets.filter(({ widget }) =>
      metricsOf(widget).some(([, name]) => name === 'OpenFindings' || name === 'OldestOpenDays'),
    );
    expect(open.map(({ name }) => name)).toEqual(['overview']);
    for (const { widget } of open)
      expect(widget.properties).toMatchObject({ setPeriodToTimeRange: false, stat: 'Maximum' });
  });

  it('or one of AWS that an alarm watches', () => {
    const watched = ALARMS.flatMap((alarm) => instancesOf(alarm, input.place, everywhere)).map(
      ({ namespace, metricName, dimensions }) =>
        JSON.stringify([namespace, metricName, dimensions]),
    );
    const theirs = lines.filter(({ line }) => typeof line[0] === 'string' && line[0] !== NAMESPACE);
    expect(theirs.length).toBeGreaterThan(5);
    for (const { line } of theirs) {
      const [namespace, metric, dimension, value] = line as string[];
      expect(watched).toContain(JSON.stringify([namespace, metric, { [dimension ?? '']: value }]));
    }
  });

  it('searches name a metric and dimensions that ingest publishes', () => {
    const searches = [
      ...JSON.stringify(bodies).matchAll(/SEARCH\('\{([^}]+)\} MetricName=\\+"(\w+)/g),
    ];
    expect(searches.length).toBeGreaterThan(2);
    for (const [, schema = '', name] of searches) {
      const [namespace, ...dimensions] = schema.split(',');
      expect(namespace).toBe(NAMESPACE);
      expect(METRICS.find((metric) => metric.name === name)?.dimensionSets).toContainEqual(
        dimensions,
      );
    }
  });
});

describe('alarms', () => {
  const shown = widgets.flatMap(({ widget }) => (widget.properties.alarms ?? []) as string[]);
  const nameOf = (arn: string) => arn.split(':alarm:')[1] ?? '';

  it('each that is shown exists, in its Region', () => {
    const places = [...everywhere, 'home'];
    const known = new Set([
      ...ALARMS.flatMap((alarm) =>
        (alarm.stack === 'home' ? ['eu-central-1'] : everywhere).flatMap((region) =>
          instancesOf(alarm, { prefix: 'bedrock-geofence', region }, everywhere).map(
            ({ name }) => `${region} ${name}`,
          ),
        ),
      ),
      ...places.map(
        (place) =>
          `${place === 'home' ? 'eu-central-1' : place} bedrock-geofence-${place}-${WATCHER_BLIND.id}`,
      ),
    ]);
    for (const arn of shown) expect(known).toContain(`${arn.split(':')[3]} ${nameOf(arn)}`);
  });

  it.each([...ALARMS.map(({ id }) => id), WATCHER_BLIND.id])('%s is shown somewhere', (id) => {
    expect(shown.some((arn) => nameOf(arn).includes(`-${id}`))).toBe(true);
  });
});

describe('what ran outside', () => {
  it('does not vanish from the overview after two weeks of silence: its number is no search', () => {
    const [first, , third] = bodies.overview.widgets
      .filter(({ type }) => type === 'metric')
      .map(metricsOf);
    expect(first?.[0]?.slice(0, 2)).toEqual([NAMESPACE, 'Outside']);
    expect(third?.some((line) => line[1] === 'Undecided')).toBe(true);
  });

  it('beside every search stands what it forgets', () => {
    for (const name of ['overview', 'detail'] as const) {
      const text = JSON.stringify(bodies[name].widgets.filter(({ type }) => type === 'text'));
      expect(text).toContain('two weeks');
    }
  });
});

describe.each(all)("CloudWatch's limits: %s", (name, body) => {
  it('500 widgets, 500 metrics and 100 alarms a widget, searches of 1,024 characters', () => {
    expect(body.widgets.length).toBeLessThan(500);
    for (const widget of body.widgets) {
      const alarms = (widget.properties.alarms ?? []) as unknown[];
      expect(alarms.length).toBeLessThanOrEqual(100);
      expect(metricsOf(widget).length).toBeLessThanOrEqual(500);
      for (const expression of JSON.stringify(widget).match(/SEARCH\([^)]*\)/g) ?? []) {
        expect(expression.length).toBeLessThan(1024);
      }
    }
  });

  it('the grid: no widget leaves it, none lies on another', () => {
    const cells = new Set<string>();
    for (const { x, y, width, height } of body.widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column += 1) {
        for (let row = y; row < y + height; row += 1) {
          expect(cells).not.toContain(`${column},${row}`);
          cells.add(`${column},${row}`);
        }
      }
    }
  });

  it('is JSON, and small enough for a template with 34 source Regions', () => {
    expect(JSON.parse(JSON.stringify(body))).toEqual(body);
    expect(JSON.stringify(body).length).toBeLessThan(200_000);
  });

  it('every widget has a title or a text, and shows something', () => {
    for (const { type, properties } of body.widgets) {
      expect(String(properties.title ?? properties.markdown)).toMatch(/\S{3}/);
      if (type === 'metric') expect((properties.metrics as unknown[]).length).toBeGreaterThan(0);
      if (type === 'alarm') expect((properties.alarms as unknown[]).length).toBeGreaterThan(0);
    }
  });

  it('beside every row of numbers stands what a bad value means, how it clears, and where to read on', () => {
    for (const y of new Set(body.widgets.map((widget) => widget.y))) {
      const row = body.widgets.filter((widget) => widget.y === y);
      if (!row.some(({ type }) => type === 'metric') || name === 'detail') continue;
      const text = row.map(({ properties }) => String(properties.markdown ?? '')).join('');
      expect(text).toMatch(/\*\*: .+ \*Clears\* .+\[runbook: [\w-]+\]\(/);
    }
  });

  it('a text fits into its widget: about ten characters a column and line', () => {
    for (const { type, width, height, properties } of body.widgets) {
      if (type !== 'text') continue;
      const shown = String(properties.markdown).replace(/\]\([^)]*\)/g, ']');
      const lines = shown.split('\n').map((line) => Math.ceil(line.length / (width * 8)) || 0.5);
      const sum = lines.reduce((all, each) => all + each, 0);
      expect(sum, shown).toBeLessThanOrEqual(height * 2.2);
    }
  });

  it('links lead to headings of the runbook that are alarms', () => {
    const ids = new Set<string>([...ALARMS.map(({ id }) => id), WATCHER_BLIND.id]);
    for (const [, id] of JSON.stringify(body).matchAll(/runbook\.md#([\w-]+)/g))
      expect(ids).toContain(id);
  });

  it('what a choice replaces stands in the body, and its default is one of its values', () => {
    for (const { pattern, values, defaultValue } of body.variables ?? []) {
      expect(JSON.stringify(body.widgets)).toContain(pattern);
      expect(values.map(({ value }) => value)).toContain(defaultValue);
    }
  });
});

it('a row that is too wide is refused', () => {
  const tile = { type: 'text', width: 13, height: 1, properties: {} } as const;
  expect(() => layOut([[tile, tile]])).toThrow('26 columns');
});
