/**
 * List prices of us-east-1 in USD, collected 2026-11-24 and not checked against a bill; no free tier. One
 * request, event, GB-second or GB each.
 */
export const PRICES = {
  /** Each 64 KB of a request. */
  sqsRequest: 0.4e-6,
  lambdaRequest: 0.2e-6,
  lambdaArmGbSecond: 0.000_013_333_4,
  s3Put: 5e-6,
  s3List: 5e-6,
  /** To Glacier Instant Retrieval, one object. */
  s3Transition: 20e-6,
  s3GbMonth: 0.023,
  putMetricData: 10e-6,
  /** GetMetricData, one metric. */
  getMetric: 10e-6,
  /** One request. */
  listMetrics: 10e-6,
  logsGb: 0.5,
  snsPublish: 0.5e-6,
  mail: 2 / 100_000,
  kmsRequest: 3e-6,
  schedulerInvocation: 1e-6,
  /** EventBridge to a service of another account, one event (price list, read 2026-11-25). */
  crossAccountDelivery: 0.05e-6,
} as const;

/** USD a month. */
export const MONTHLY = {
  metricSeries: 0.3,
  alarm: 0.1,
  compositeAlarm: 0.5,
  /** Each beyond the first three of an account. */
  dashboard: 3,
  key: 1,
} as const;
export const FREE_DASHBOARDS = 3;

export const HOURS_A_MONTH = 730;
export const EVIDENCE_MONTHS = 400 / (365 / 12);
