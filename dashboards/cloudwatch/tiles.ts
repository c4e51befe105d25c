import type { Dimension, MetricName } from '../../core/measure/metrics.ts';
import { NAMESPACE } from '../../core/measure/metrics.ts';
import type { Tile } from './dashboard.ts';

/** One line of a graph as CloudWatch writes it: names and values, then options. */
export type Line = readonly (string | Readonly<Record<string, unknown>>)[];

type Size = { readonly width: number; readonly height: number };

/** A metric of our own, with a name for people. */
export function own(
  name: MetricName,
  label: string,
  dimensions: Readonly<Partial<Record<Dimension, string>>> = {},
  options: Readonly<Record<string, unknown>> = {},
): Line {
  return [NAMESPACE, name, ...Object.entries(dimensions).flat(), { label, ...options }];
}

/** Markdown. */
export function text(size: Size, markdown: string): Tile {
  return { type: 'text', ...size, properties: { markdown } };
}

/** What stands now, as numbers: the greatest of the last hour that has one. */
export function latest(size: Size, title: string, region: string, metrics: readonly Line[]): Tile {
  const shown = { view: 'singleValue', setPeriodToTimeRange: false, sparkline: true };
  return {
    type: 'metric',
    ...size,
    properties: { title, region, metrics, ...shown, stat: 'Maximum', period: 3600 },
  };
}

/** The state of alarms, as coloured boxes. */
export function alarms(size: Size, title: string, arns: readonly string[]): Tile {
  return { type: 'alarm', ...size, properties: { title, alarms: arns } };
}

/** Sums over the whole period that is shown, as numbers. */
export function numbers(size: Size, title: string, region: string, metrics: readonly Line[]): Tile {
  const shown = { view: 'singleValue', setPeriodToTimeRange: true, sparkline: true };
  return {
    type: 'metric',
    ...size,
    properties: { title, region, metrics, ...shown, stat: 'Sum', period: 300 },
  };
}

/** What a log says, as a table (CloudWatch API, dashboard body structure, read 2026-11-25). */
export function logTable(
  size: Size,
  title: string,
  region: string,
  logGroup: string,
  query: readonly string[],
): Tile {
  const text = [`SOURCE '${logGroup}'`, ...query].join(' | ');
  return { type: 'log', ...size, properties: { title, region, query: text, view: 'table' } };
}

/** Lines over time. */
export function graph(
  size: Size,
  title: string,
  region: string,
  metrics: readonly Line[],
  options: Readonly<Record<string, unknown>> = {},
): Tile {
  const shown = { view: 'timeSeries', stacked: false, stat: 'Sum', period: 300 };
  return { type: 'metric', ...size, properties: { title, region, metrics, ...shown, ...options } };
}
