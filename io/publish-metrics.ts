import {
  CloudWatchClient,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { METRICS, NAMESPACE } from '../core/measure/metrics.ts';
import type { Datum } from '../core/measure/series.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** PutMetricData takes 1,000 metrics a request and 150 values a metric (API reference, read 2026-11-23). */
const MOST_METRICS = 1000;
const MOST_VALUES = 150;

/** Publishes points to CloudWatch: one request, unless there are more than it takes. Needs `cloudwatch:PutMetricData`. */
export function createMetricsPublisher(region: string) {
  const client = new CloudWatchClient({ ...CLIENT_OPTIONS, region });
  return async (data: readonly Datum[]): Promise<void> => {
    const metrics = data.flatMap(inPieces);
    for (let from = 0; from < metrics.length; from += MOST_METRICS) {
      const MetricData = metrics.slice(from, from + MOST_METRICS);
      await client.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData }));
    }
  };
}

const UNITS = new Map(METRICS.map(({ name, unit }) => [name, unit]));

function inPieces({ name, dimensions, timeMs, values, counts }: Datum): readonly MetricDatum[] {
  const pieces = Math.ceil(values.length / MOST_VALUES);
  return Array.from({ length: pieces }, (_, piece) => {
    const [from, to] = [piece * MOST_VALUES, (piece + 1) * MOST_VALUES];
    return {
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      Timestamp: new Date(timeMs),
      Values: values.slice(from, to),
      Counts: counts.slice(from, to),
      Unit: UNITS.get(name) ?? 'None',
    };
  });
}
