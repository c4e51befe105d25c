/** The CloudWatch namespace of everything that the live pipeline counts. */
export const NAMESPACE = 'BedrockGeofence';

export type Dimension =
  | 'SourceRegion'
  | 'InferenceRegion'
  | 'Verdict'
  | 'ModelFamily'
  | 'Basis'
  | 'Refusal'
  | 'Coverage'
  | 'Caller';

/** A metric as data: what it counts, along which dimensions, and which time its points carry. */
export type Metric = {
  readonly name: MetricName;
  readonly unit: 'Count' | 'Seconds';
  /** Each set is a series of its own; the empty set is the total. */
  readonly dimensionSets: readonly (readonly Dimension[])[];
  /**
   * `detection`: the time at which it was judged, because an alarm never looks back. `event`: the minute
   * of the call, where CloudWatch takes it (at most 2 weeks old, at most 2 hours ahead).
   */
  readonly stamped: 'detection' | 'event';
  readonly means: string;
};

/** Totals that alarms read. Fences that only observe are left out of the first four. */
export type AlarmMetric =
  | 'Outside'
  | 'Undecided'
  | 'Exposed'
  | 'Denied'
  | 'Unreadable'
  | 'Unrecognised'
  | 'SeriesOverflow'
  | 'WaiversEnding'
  | 'CanaryArrived'
  | 'CanariesMissing'
  | 'UnseenCalls'
  | 'SealsCurrent'
  | 'SealProblems'
  | 'LiveMissed'
  | 'Contradicted'
  | 'Misattributed';

export type MetricName =
  | AlarmMetric
  | 'OpenStreams'
  | 'Calls'
  | 'NotServed'
  | 'Served'
  | 'ServedAway'
  | 'NeverRecorded'
  | 'Records'
  | 'LagSeconds'
  | 'Told'
  | 'NotCompared'
  | 'LateObjects'
  | 'OpenFindings'
  | 'OldestOpenDays'
  | 'NotReconciled'
  | 'AccountRegions';

const TOTAL = [[]] as const;
const BY_SOURCE = [['SourceRegion']] as const;

/** Every metric that ingest and the hourly and daily runs publish. Dashboards and alarms name no other. */
export const METRICS: readonly Metric[] = [
  count('Outside', TOTAL, 'detection', 'calls that ran outside their fence'),
  count('Undecided', TOTAL, 'detection', 'calls that nobody can place; open streams are not in it'),
  count('Exposed', TOTAL, 'detection', 'served calls and submissions that may leave their fence'),
  count(
    'Denied',
    [[], ['Caller']],
    'detection',
    'calls refused for want of permission, without the canary; by caller each hour, the 20 most refused, a role by its name',
  ),
  count('Unreadable', TOTAL, 'detection', 'messages and records that could not be read'),
  count('Unrecognised', TOTAL, 'detection', 'records of a kind that this release does not know'),
  count(
    'Misattributed',
    TOTAL,
    'detection',
    'events that EventBridge stamped with another account or Region than their record names',
  ),
  count('SeriesOverflow', TOTAL, 'detection', 'points counted as "other", past the cap of series'),
  count(
    'WaiversEnding',
    TOTAL,
    'detection',
    'waivers that end within 14 days; the greatest counts',
  ),
  count('CanaryArrived', BY_SOURCE, 'detection', 'refused calls of the canary that came through'),
  count(
    'CanariesMissing',
    TOTAL,
    'detection',
    'accounts and source Regions of an organization whose canary stopped coming',
  ),
  count('OpenStreams', TOTAL, 'detection', 'streams that name no Region and wait for their end'),
  count(
    'Calls',
    [['SourceRegion', 'InferenceRegion', 'Verdict'], ['ModelFamily', 'Verdict'], ['Basis']],
    'event',
    'judged calls; "none" stands where nothing ran, "unknown" where nobody knows the Region',
  ),
  count('NotServed', [['Refusal']], 'event', 'refused calls by kind'),
  count('Served', TOTAL, 'event', 'calls that ran, or may have'),
  count(
    'ServedAway',
    TOTAL,
    'event',
    'of these, calls that ran in another Region than their source',
  ),
  count('NeverRecorded', TOTAL, 'detection', 'submissions whose Region no record will name'),
  count('Records', BY_SOURCE, 'detection', 'Bedrock records that were judged and kept'),
  {
    name: 'LagSeconds',
    unit: 'Seconds',
    dimensionSets: BY_SOURCE,
    stamped: 'detection',
    means: 'from the event to its judgement',
  },
  count('Told', TOTAL, 'detection', 'messages sent to people'),
  count(
    'UnseenCalls',
    [[], ['SourceRegion']],
    'detection',
    'calls that Bedrock counted itself in an hour, and of which no record came within half an hour',
  ),
  count(
    'NotCompared',
    BY_SOURCE,
    'detection',
    "hours of an account in which Bedrock's own count was not to be had",
  ),
  count('SealsCurrent', TOTAL, 'detection', 'hourly runs after which every due hour was sealed'),
  count('SealProblems', TOTAL, 'detection', 'seals and sealed objects that are gone'),
  count(
    'OpenFindings',
    TOTAL,
    'detection',
    'groups of findings that were told and nobody closed; the greatest counts',
  ),
  count(
    'OldestOpenDays',
    TOTAL,
    'detection',
    'days since the oldest of them was told; the greatest counts',
  ),
  count('LateObjects', TOTAL, 'detection', 'objects that came after the seal of their own hour'),
  count(
    'LiveMissed',
    TOTAL,
    'detection',
    'calls that the trail has and evidence lacked, now added',
  ),
  count(
    'Contradicted',
    TOTAL,
    'detection',
    'calls in evidence of which the trail has no record, or says something else',
  ),
  count(
    'NotReconciled',
    TOTAL,
    'detection',
    'hours of an account and source Region that could not be compared in full',
  ),
  count(
    'AccountRegions',
    [['Coverage']],
    'detection',
    'accounts in Regions of the organization, by whether they are watched; unknown also what could not be looked at; the greatest counts',
  ),
];

function count(
  name: MetricName,
  dimensionSets: Metric['dimensionSets'],
  stamped: Metric['stamped'],
  means: string,
): Metric {
  return { name, unit: 'Count', dimensionSets, stamped, means };
}
