/** Where a named thing stands. */
export type Place = {
  /** Begins every name: "bedrock-geofence". */
  readonly prefix: string;
  readonly region: string;
};

const NAMES = {
  callsRule: ({ prefix }) => `${prefix}-calls`,
  tamperingRule: ({ prefix }) => `${prefix}-tampering`,
  blindRule: ({ prefix }) => `${prefix}-blind`,
  alarmsRule: ({ prefix }) => `${prefix}-alarms`,
  callsQueue: ({ prefix }) => `${prefix}-calls`,
  /** What ingest failed at. */
  callsDeadLetters: ({ prefix }) => `${prefix}-calls-dead-letters`,
  /** What the rule could not put into the queue. */
  ruleDeadLetters: ({ prefix }) => `${prefix}-rule-dead-letters`,
  ingest: ({ prefix }) => `${prefix}-ingest`,
  canary: ({ prefix }) => `${prefix}-canary`,
  drift: ({ prefix }) => `${prefix}-drift`,
  /** The hourly run. */
  seal: ({ prefix }) => `${prefix}-seal`,
  /** The daily run. */
  reconcile: ({ prefix }) => `${prefix}-reconcile`,
  /** Settles each day into one object, after the daily run. */
  compact: ({ prefix }) => `${prefix}-compact`,
  /** Where auditors ask: a workgroup of Athena, a database of Glue, and the policy that lets them. */
  questions: ({ prefix }) => `${prefix}-questions`,
  database: ({ prefix }) => prefix.replaceAll('-', '_'),
  auditorPolicy: ({ prefix, region }) => `${prefix}-auditor-${region}`,
  /** The daily look at the organization. */
  coverage: ({ prefix }) => `${prefix}-coverage`,
  /** The state machine of a distributed run; its functions, in the order in which they work. */
  reconcileRun: ({ prefix }) => `${prefix}-reconcile`,
  listTrail: ({ prefix }) => `${prefix}-list-trail`,
  mapFiles: ({ prefix }) => `${prefix}-map-files`,
  gatherBatches: ({ prefix }) => `${prefix}-gather-batches`,
  reducePart: ({ prefix }) => `${prefix}-reduce-part`,
  finishRun: ({ prefix }) => `${prefix}-finish-run`,
  reconcileRunRole: ({ prefix, region }) => `${prefix}-reconcile-run-${region}`,
  /** Tells CloudFormation the public half of the seal key. */
  sealKeyReader: ({ prefix }) => `${prefix}-seal-key`,
  /** Roles are global: the Region stands in their names. The policy knows the canary by this one. */
  canaryRole: ({ prefix, region }) => `${prefix}-canary-${region}`,
  forwardRole: ({ prefix, region }) => `${prefix}-forward-${region}`,
  publishRole: ({ prefix, region }) => `${prefix}-publish-${region}`,
  /** Sends calls from an account of the organization to the queue of the hub. */
  spokeRole: ({ prefix, region }) => `${prefix}-spoke-${region}`,
  /** Lets the hub look into an account of the organization. */
  readRole: ({ prefix, region }) => `${prefix}-read-${region}`,
  /** What a spoke could not deliver to the hub. */
  spokeDeadLetters: ({ prefix }) => `${prefix}-spoke-dead-letters`,
  /** The StackSet, and the stack that makes it. */
  spokesStack: ({ prefix }) => `${prefix}-spokes`,
  /** The stack of one spoke where no StackSet makes it. */
  spokeStack: ({ prefix, region }) => `${prefix}-spoke-${region}`,
  /** What rules in the home Region could not tell. */
  homeDeadLetters: ({ prefix }) => `${prefix}-home-dead-letters`,
  homeForwardRole: ({ prefix }) => `${prefix}-forward-home`,
  homeBus: ({ prefix }) => `${prefix}-home`,
  findingsTopic: ({ prefix }) => `${prefix}-findings`,
  alarmsTopic: ({ prefix }) => `${prefix}-alarms`,
  evidenceKey: ({ prefix }) => `alias/${prefix}-evidence`,
  sealKey: ({ prefix }) => `alias/${prefix}-seals`,
  topicsKey: ({ prefix }) => `alias/${prefix}-topics`,
  overviewDashboard: ({ prefix }) => `${prefix}-overview`,
  detailDashboard: ({ prefix }) => `${prefix}-detail`,
  pipelineDashboard: ({ prefix }) => `${prefix}-pipeline`,
  homeStack: ({ prefix }) => `${prefix}-home`,
  regionalStack: ({ prefix, region }) => `${prefix}-${region}`,
} as const satisfies Record<string, (place: Place) => string>;

export type Part = keyof typeof NAMES;

/**
 * The name of every deployed resource, so that stacks share no references. Unique in its account and
 * Region; buckets, which are unique in the world, have names of their own below.
 */
export function nameOf(part: Part, place: Place): string {
  return NAMES[part](place);
}

/** `account` may be a placeholder that CloudFormation fills in. */
export function bucketNameOf(
  part: 'evidence' | 'access-logs' | 'work' | 'compacted',
  account: string,
  { prefix, region }: Place,
): string {
  return `${prefix}-${part}-${account}-${region}`;
}
