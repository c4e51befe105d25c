import type { CoverageState } from '../coverage/coverage.ts';
import type { AlarmMetric } from './metrics.ts';

/** What an alarm watches. A metric of AWS is meant once for each thing that `of` stands for. */
export type Watched =
  | { readonly kind: 'own'; readonly metric: AlarmMetric }
  | { readonly kind: 'own-by-source'; readonly metric: 'CanaryArrived' }
  | { readonly kind: 'coverage'; readonly state: CoverageState }
  | { readonly kind: 'heartbeat'; readonly metric: 'SealsCurrent' }
  | {
      readonly kind: 'aws';
      readonly namespace: 'AWS/SQS' | 'AWS/Lambda' | 'AWS/SNS' | 'AWS/Events';
      readonly metric: string;
      readonly of:
        | 'calls queue'
        | 'dead-letter queues'
        | 'ingest'
        | 'hourly run'
        | 'home dead-letter queue'
        | 'daily run'
        | 'coverage'
        | 'settling run'
        | 'topics'
        | 'calls rule';
    }
  | { readonly kind: 'tampering' };

/** An alarm as data: what it watches, when it rings, and why anybody should care. */
export type Alarm = {
  /** Also the heading in the runbook. */
  readonly id: string;
  readonly severity: 'critical' | 'warning';
  readonly why: string;
  /** `home`: once, in the home Region. `regional`: once in each source Region. */
  readonly stack: 'home' | 'regional';
  /** `organization`: only where a whole organization is watched. */
  readonly topology: 'any' | 'organization';
  readonly watches: Watched;
  readonly statistic: 'Sum' | 'Maximum';
  /** Rings when the statistic over one period reaches it, or stays below it. */
  readonly comparison: 'at-least' | 'below';
  readonly threshold: number;
  readonly periodMinutes: number;
  /** Of the last `evaluationPeriods`, how many must breach. */
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** A heartbeat that is missing rings; a violation that is missing is none. */
  readonly missing: 'notBreaching' | 'breaching';
  /** While it rings, nobody can say that all is well. */
  readonly blinds: boolean;
};

/** Stays red for a day, so that the dashboard is still red when somebody opens it at 3 am. */
const RED_FOR_A_DAY = { periodMinutes: 1, evaluationPeriods: 1440 } as const;
const ONCE = {
  statistic: 'Sum',
  comparison: 'at-least',
  threshold: 1,
  datapointsToAlarm: 1,
  missing: 'notBreaching',
  blinds: false,
  topology: 'any',
} as const;
const HOME = { ...ONCE, stack: 'home' } as const;
const OF_ORGANIZATION = { ...HOME, ...RED_FOR_A_DAY, topology: 'organization' } as const;
const REGIONAL = { ...ONCE, stack: 'regional', severity: 'critical', blinds: true } as const;

/** Every alarm. One call outside is one too many, so most thresholds are 1. */
export const ALARMS: readonly Alarm[] = [
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'outside', severity: 'critical', watches: own('Outside') },
    why: 'inference ran outside the allowed geography',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'undecided', severity: 'critical' },
    watches: own('Undecided'),
    why: 'nobody can say where inference ran',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'exposure', severity: 'warning', watches: own('Exposed') },
    why: 'a call went through a profile that may leave the fence',
  },
  {
    ...{ ...HOME, id: 'denied-attempts', severity: 'warning', watches: own('Denied') },
    ...{ threshold: 20, periodMinutes: 15, evaluationPeriods: 1 },
    why: 'many refusals in a short time: something is misconfigured, or somebody is trying',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'unreadable', severity: 'critical' },
    watches: own('Unreadable'),
    why: 'something was not looked at, so a clean result would prove nothing',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'unrecognised', severity: 'critical' },
    watches: own('Unrecognised'),
    why: 'Bedrock was called in a way that this release does not know',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'tampering', severity: 'critical' },
    watches: { kind: 'tampering' },
    why: 'somebody changed the trail or a part of the watcher',
  },
  {
    ...{ ...HOME, id: 'canary-missing', severity: 'critical', blinds: true },
    ...{ watches: { kind: 'own-by-source', metric: 'CanaryArrived' }, comparison: 'below' },
    ...{ periodMinutes: 60, evaluationPeriods: 2, datapointsToAlarm: 2, missing: 'breaching' },
    why: 'no canary came through for two hours: a quiet dashboard proves nothing',
  },
  {
    ...{ ...HOME, id: 'canaries-missing', severity: 'critical', watches: own('CanariesMissing') },
    ...{ statistic: 'Maximum', periodMinutes: 60, evaluationPeriods: 2 },
    why: 'the canary of an account and Region stopped coming: what is called there may not be seen',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'unseen-calls', severity: 'warning' },
    watches: own('UnseenCalls'),
    why: 'Bedrock counted calls of which no record came: the watcher does not see everything',
  },
  {
    ...{ ...HOME, id: 'seal-missing', severity: 'critical', comparison: 'below' },
    watches: { kind: 'heartbeat', metric: 'SealsCurrent' },
    ...{ periodMinutes: 60, evaluationPeriods: 2, datapointsToAlarm: 2, missing: 'breaching' },
    why: 'for two hours evidence was not sealed: whoever can write could still change it unseen',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'seal-broken', severity: 'critical' },
    watches: own('SealProblems'),
    why: 'a seal, or an object that a seal names, is gone from the evidence',
  },
  {
    ...{ ...HOME, id: 'hourly-errors', severity: 'critical' },
    watches: aws('AWS/Lambda', 'Errors', 'hourly run'),
    ...{ periodMinutes: 5, evaluationPeriods: 12 },
    why: 'the hourly run, which seals, closes hours and compares counts, fails',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'live-missed', severity: 'warning' },
    watches: own('LiveMissed'),
    why: 'the trail has calls that the live watcher did not see; they were judged and added',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'contradicted', severity: 'critical' },
    watches: own('Contradicted'),
    why: 'evidence says what the trail does not: somebody may have forged a message',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'misattributed', severity: 'critical' },
    watches: own('Misattributed'),
    why: 'a record names another account or Region than its event: somebody may have forged it',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'daily-errors', severity: 'critical' },
    watches: aws('AWS/Lambda', 'Errors', 'daily run'),
    why: 'the daily run, which compares evidence with the trail, fails',
  },
  {
    ...{ ...OF_ORGANIZATION, id: 'unwatched', severity: 'critical', statistic: 'Maximum' },
    watches: { kind: 'coverage', state: 'callable, not watched' },
    why: 'an account can call Bedrock in a Region, and the watcher sees nothing of it',
  },
  {
    ...{ ...OF_ORGANIZATION, id: 'coverage-unknown', severity: 'warning', statistic: 'Maximum' },
    watches: { kind: 'coverage', state: 'unknown' },
    why: 'nobody can say whether an account that may call Bedrock is watched',
  },
  {
    ...{ ...OF_ORGANIZATION, id: 'coverage-errors', severity: 'critical' },
    watches: aws('AWS/Lambda', 'Errors', 'coverage'),
    why: 'the daily look at the organization fails: nobody knows who is not watched',
  },
  {
    ...{ ...HOME, ...RED_FOR_A_DAY, id: 'compact-errors', severity: 'warning' },
    watches: aws('AWS/Lambda', 'Errors', 'settling run'),
    why: 'a day was not settled whole: what is asked of evidence lacks it, or a part of it',
  },
  {
    ...{ ...HOME, id: 'failed-deliveries', severity: 'critical', blinds: true },
    watches: aws('AWS/SNS', 'NumberOfNotificationsFailed', 'topics'),
    ...{ periodMinutes: 5, evaluationPeriods: 12 },
    why: 'a message to people or machines was not delivered',
  },
  {
    ...{ ...HOME, id: 'untold', severity: 'critical', blinds: true, statistic: 'Maximum' },
    watches: aws('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'home dead-letter queue'),
    ...{ periodMinutes: 5, evaluationPeriods: 1 },
    why: 'an alarm or tampering could not be passed on or told: it lies in a dead-letter queue',
  },
  {
    ...{ ...HOME, id: 'series-cap', severity: 'warning', watches: own('SeriesOverflow') },
    ...{ periodMinutes: 5, evaluationPeriods: 12 },
    why: 'more routes than the cap of metric series: the rest counts as "other"',
  },
  {
    ...{ ...HOME, id: 'waiver-ending', severity: 'warning', watches: own('WaiversEnding') },
    ...{ statistic: 'Maximum', periodMinutes: 60, evaluationPeriods: 3 },
    why: 'a waiver ends within 14 days, and its calls will then be outside',
  },
  {
    ...{ ...REGIONAL, id: 'oldest-message', statistic: 'Maximum', threshold: 3600 },
    watches: aws('AWS/SQS', 'ApproximateAgeOfOldestMessage', 'calls queue'),
    ...{ periodMinutes: 5, evaluationPeriods: 1 },
    why: 'a record has waited an hour to be judged',
  },
  {
    ...{ ...REGIONAL, id: 'dead-letters', statistic: 'Maximum' },
    watches: aws('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'dead-letter queues'),
    ...{ periodMinutes: 5, evaluationPeriods: 1 },
    why: 'records lie in a dead-letter queue, not judged',
  },
  {
    ...{ ...REGIONAL, id: 'lost-events' },
    watches: aws('AWS/Events', 'InvocationsFailedToBeSentToDlq', 'calls rule'),
    ...RED_FOR_A_DAY,
    why: 'the rule could deliver a record neither to the queue nor to its dead-letter queue',
  },
  {
    ...{ ...REGIONAL, id: 'ingest-errors', watches: aws('AWS/Lambda', 'Errors', 'ingest') },
    ...{ periodMinutes: 5, evaluationPeriods: 3 },
    why: 'the function that judges fails',
  },
  {
    ...{ ...REGIONAL, id: 'ingest-throttles', watches: aws('AWS/Lambda', 'Throttles', 'ingest') },
    ...{ periodMinutes: 5, evaluationPeriods: 3, datapointsToAlarm: 3 },
    why: 'the function that judges has been held back for a quarter of an hour',
  },
];

/** The composite of every alarm that blinds, one in each Region: no composite can span Regions. */
export const WATCHER_BLIND = {
  id: 'watcher-blind',
  severity: 'critical',
  why: 'the watcher is blind: until it is mended, no sign of trouble proves nothing',
} as const;

function own(metric: AlarmMetric): Watched {
  return { kind: 'own', metric };
}

function aws(
  namespace: (Watched & { kind: 'aws' })['namespace'],
  metric: string,
  of: (Watched & { kind: 'aws' })['of'],
): Watched {
  return { kind: 'aws', namespace, metric, of };
}
