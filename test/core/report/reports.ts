import { noVerdicts } from '../../../core/measure/verdict-counts.ts';
import type {
  AuditReport,
  Breakdown,
  Finding,
  Totals,
  WaiverUse,
} from '../../../core/report/audit-report.ts';

type Fence = AuditReport['policy']['fences'][number];

const ZERO: Totals = {
  files: 1,
  unreadableFiles: 0,
  records: 0,
  unreadableRecords: 0,
  unrecognised: 0,
  duplicates: 0,
  calls: 0,
  inside: 0,
  waived: 0,
  outside: 0,
  undecided: 0,
  notServed: 0,
  exposed: 0,
  unresolved: 0,
  submissions: 0,
  completions: 0,
  openStreams: 0,
};

export function someTotals(over: Partial<Totals> = {}): Totals {
  return { ...ZERO, ...over };
}

export function aFence(over: Partial<Fence> = {}): Fence {
  return { name: 'eu', mode: 'enforce', regions: ['eu-central-1'], countries: ['DE'], ...over };
}

/** A report of one file with nothing in it. */
export function aReport(over: Partial<AuditReport> = {}): AuditReport {
  return {
    schemaVersion: 1,
    generator: { name: 'bedrock-geofence', version: '0.0.0' },
    policy: {
      sha256: 'ab'.repeat(32),
      catalogDate: '2026-11-23',
      fences: [aFence({ regions: ['eu-central-1', 'eu-west-1'] })],
      waivers: [],
      accountNames: { '111122223333': { name: 'prod-chat', owner: null } },
    },
    period: { from: null, until: null, leftOut: 0 },
    totals: someTotals(),
    routes: [],
    findings: [],
    gaps: [],
    alarms: [],
    models: [],
    accounts: [],
    roles: [],
    clients: [],
    hours: [],
    unseenHours: [],
    exposures: [],
    refusals: [],
    neverRecorded: [],
    unresolvedProfiles: [],
    skipped: [],
    ...over,
  };
}

export function aFinding(over: Partial<Finding> = {}): Finding {
  return {
    id: '0123456789abcdef',
    eventId: 'event-1',
    requestId: 'request-1',
    time: '2026-11-03T10:31:07Z',
    accountId: '111122223333',
    principal: 'arn:aws:iam::111122223333:role/ChatBackend',
    sourceRegion: 'eu-central-1',
    inferenceRegion: 'us-east-1',
    basis: 'reported',
    modelId: 'amazon.titan-embed-text-v2:0',
    verdict: 'outside',
    because: 'us-east-1 is outside fence "eu"',
    fence: 'eu',
    observed: false,
    client: 'SDK for Python',
    mayHaveRun: [],
    ...over,
  };
}

export const someWork = {
  eventName: 'CreateModelInvocationJob',
  accountId: '111122223333',
  principal: null,
  sourceRegion: 'eu-central-1',
  modelId: null,
  because: 'no record names it',
  count: 1,
  eventIds: ['event-2'],
} as const;

/** One row of counts: a call that is inside, unless said otherwise. */
export function aBreakdown(over: Partial<Breakdown> = {}): Breakdown {
  return { ...noVerdicts(), name: 'a', calls: 1, inside: 1, eventIds: ['event-3'], ...over };
}

/** A waiver with the same text wherever its owner may write one. */
export function aWaiver(text: string): WaiverUse {
  return {
    ...{ id: text, regions: [text], reason: text, owner: text, approvedBy: text, ticket: text },
    ...{ from: '2026-10-01T00:00:00.000Z', until: '2026-11-03T12:00:00.000Z' },
    ...{ calls: 1, eventIds: [text] },
  };
}
