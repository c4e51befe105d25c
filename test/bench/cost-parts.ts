import { MEMORY_MB, type Use } from './cost-day.ts';
import { EVIDENCE_MONTHS, PRICES } from './cost-prices.ts';

export type Part = {
  readonly name: string;
  /** Of what, for a million calls. */
  readonly amount: number;
  readonly unit: string;
  /** USD for a million calls. */
  readonly usd: number;
};

/** With a bucket key S3 asks KMS for about one object in a hundred; SNS asks twice a message. */
const OBJECTS_A_KMS_REQUEST = 100;
const KMS_REQUESTS_A_MESSAGE = 2;
/** What Lambda itself writes into the log of an invocation: start, end and report, in JSON. */
const PLATFORM_LOG_BYTES = 1000;
const GB = 1e9;

/** What some calls cost, in parts, for a million of them. */
export function partsOf(use: Use): readonly Part[] {
  const gbSeconds = (use.billedMs / 1000) * (MEMORY_MB / 1024);
  const logBytes = use.logBytes + use.batches * PLATFORM_LOG_BYTES;
  const kms = use.puts / OBJECTS_A_KMS_REQUEST + use.publishes * KMS_REQUESTS_A_MESSAGE;
  const gbMonths = (use.storedBytes / GB) * EVIDENCE_MONTHS;
  const part = (name: string, amount: number, unit: string, price: number): Part => {
    const each = (amount * 1e6) / use.calls;
    return { name, amount: each, unit, usd: each * price };
  };
  return [
    part('SQS: send', use.sends, 'requests', PRICES.sqsRequest),
    part('SQS: receive', use.receives, 'requests', PRICES.sqsRequest),
    part('SQS: delete', use.deletes, 'requests', PRICES.sqsRequest),
    part('Lambda: invocations', use.batches, 'requests', PRICES.lambdaRequest),
    part('Lambda: time', gbSeconds, 'GB-seconds', PRICES.lambdaArmGbSecond),
    part('Evidence and markers: S3 PUT', use.puts, 'requests', PRICES.s3Put),
    part('Was it told? S3 LIST', use.lists, 'requests', PRICES.s3List),
    part('Evidence: 400 days in S3', gbMonths, 'GB-months', PRICES.s3GbMonth),
    part('Evidence: moved to Glacier', use.movedObjects, 'objects', PRICES.s3Transition),
    part('Metrics: PutMetricData', use.metricRequests, 'requests', PRICES.putMetricData),
    part('Logs', logBytes / GB, 'GB', PRICES.logsGb),
    part('Findings: SNS and mail', use.publishes, 'messages', PRICES.snsPublish + PRICES.mail),
    part('KMS', kms, 'requests', PRICES.kmsRequest),
  ];
}

export function totalOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { usd }) => sum + usd, 0);
}

/** What a million calls cost more where each receive brings one message, and not ten. */
export function dearerReceives(use: Use): number {
  return ((use.calls - use.receives) / use.calls) * 1e6 * PRICES.sqsRequest;
}
