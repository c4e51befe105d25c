import type { AuditReport, Finding, Totals } from '../../../core/report/audit-report.ts';

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

/** A report of one file with nothing in it. */
export function aReport(over: Partial<AuditReport> = {}): AuditReport {
  return {
    schemaVersion: 1,
    generator: { name: 'bedrock-geofence', version: '0.0.0' },
    policy: {
      sha256: 'ab'.repeat(32),
      catalogDate: '2026-11-23',
      fences: [{ name: 'eu', mode: 'enforce', regions: ['eu-central-1', 'eu-west-1'] }],
      waivers: [],
      accountNames: { '111122223333': { name: 'prod-chat', owner: null } },
    },
    period: { from: null, until: null },
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
} as const;
