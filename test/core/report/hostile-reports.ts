import fc from 'fast-check';
import type { AuditReport } from '../../../core/report/audit-report.ts';
import { aBreakdown, aFence, aFinding, aReport, aWaiver, someTotals, someWork } from './reports.ts';

/** Texts as a log of somebody hostile may hold them. */
const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><svg onload=x>',
  '</code></td></table><iframe src="http://example.com">',
  '&lt;script&gt;',
  '<!-- -->',
  'javascript:alert(1)',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;http://example.com\u0007link',
  '\r\n\t\u0000\u0008\u007f\u0085\u009b',
  '\u202eabc\u2066\u200b\u2028\u2029\ufeff',
  '\ud800',
  'x'.repeat(300),
  'word '.repeat(60),
  '漢字'.repeat(60),
  '👩‍👩‍👧‍👦'.repeat(30),
  'e\u0301'.repeat(90),
  ' ',
  '',
  '__proto__',
  'constructor',
  '$&',
);
const mixed = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string()), { maxLength: 3 })
  .map((parts) => parts.join(''));
const text = fc.oneof(nasty, mixed);
const orNull = fc.option(text);
const count = fc.nat({ max: 2_000_000_000 });

const eventIds = fc.array(text, { maxLength: 3 });
const breakdowns = fc.array(
  fc
    .record({ name: text, calls: count, outside: count, undecided: count, eventIds })
    .map((over) => aBreakdown(over)),
  { maxLength: 3 },
);
const verdict = fc.constantFrom(
  'inside' as const,
  'waived' as const,
  'outside' as const,
  'undecided' as const,
  'not-served' as const,
);
const basis = fc.constantFrom(
  'reported' as const,
  'completion' as const,
  'assumed-source' as const,
  'unknown' as const,
  null,
);

const findings = fc.array(
  fc.record({
    time: fc.constantFrom(null, '2026-11-03T10:31:07Z', '2026-11-03T10:31:08.123Z'),
    accountId: orNull,
    principal: orNull,
    sourceRegion: text,
    inferenceRegion: orNull,
    modelId: orNull,
    verdict: fc.constantFrom('outside' as const, 'undecided' as const),
    because: text,
    fence: orNull,
    observed: fc.boolean(),
    client: text,
    mayHaveRun: fc.array(text, { maxLength: 3 }),
  }),
  { maxLength: 3 },
);

/** Reports in which every text is somebody's, and every part may be there or not. */
export const hostileReport: fc.Arbitrary<AuditReport> = fc
  .record({
    name: text,
    findings,
    routes: fc.array(
      fc.record({
        sourceRegion: text,
        inferenceRegion: orNull,
        basis,
        verdict,
        calls: count,
        inputTokens: count,
        outputTokens: count,
        eventIds,
      }),
      { maxLength: 3 },
    ),
    gaps: fc.array(
      fc.record({
        kind: fc.constantFrom('file' as const, 'record' as const, 'unrecognised' as const),
        file: text,
        place: orNull,
        problem: text,
      }),
      { maxLength: 3 },
    ),
    breakdowns,
    refusals: fc.array(
      fc.record({
        refusal: fc.constantFrom('denied' as const, 'throttled' as const),
        blockedRegion: orNull,
        calls: count,
        eventIds,
      }),
      { maxLength: 2 },
    ),
    neverRecorded: fc.array(
      fc.record({
        eventName: text,
        accountId: orNull,
        principal: orNull,
        sourceRegion: text,
        modelId: orNull,
        because: text,
        count,
        eventIds,
      }),
      { maxLength: 2 },
    ),
    unresolvedProfiles: fc.array(fc.record({ modelId: orNull, count, eventIds }), {
      maxLength: 2,
    }),
    exposures: fc.array(
      fc.record({
        accountId: orNull,
        principal: orNull,
        modelId: orNull,
        sourceRegion: text,
        calls: count,
        submissions: count,
        eventIds,
      }),
      { maxLength: 2 },
    ),
    skipped: fc.array(fc.record({ path: text, reason: text }), { maxLength: 2 }),
    totals: fc.record({
      calls: count,
      outside: count,
      undecided: count,
      unreadableFiles: count,
      exposed: count,
    }),
  })
  .map(({ name, findings: overs, breakdowns: rows, totals, ...parts }) => {
    const { policy } = aReport();
    return aReport({
      ...parts,
      policy: {
        ...policy,
        fences: [aFence({ name, mode: 'observe', regions: [name], countries: [name] })],
        waivers: [aWaiver(name)],
        accountNames: Object.fromEntries([[name, { name, owner: name }]]),
      },
      period: { from: '2026-11-03T00:00:00Z', until: '2026-11-04T00:00:00Z', leftOut: 1 },
      totals: someTotals(totals),
      findings: overs.map((over) => aFinding(over)),
      alarms: [{ id: name, severity: 'critical', at: null, count: 1, because: name }],
      models: rows,
      accounts: rows,
      roles: rows,
      clients: rows,
      hours: rows,
    });
  });

/** One report with the same hostile text wherever a log or a file name can put it. */
export function reportOf(hostile: string): AuditReport {
  const rows = [aBreakdown({ name: hostile, eventIds: [hostile] })];
  return aReport({
    policy: { ...aReport().policy, waivers: [aWaiver(hostile)] },
    findings: [
      aFinding({
        modelId: hostile,
        principal: hostile,
        accountId: hostile,
        because: hostile,
        client: hostile,
        sourceRegion: hostile,
        inferenceRegion: hostile,
        mayHaveRun: [hostile],
      }),
    ],
    gaps: [{ kind: 'file', file: hostile, place: hostile, problem: hostile }],
    routes: [
      {
        sourceRegion: hostile,
        inferenceRegion: hostile,
        basis: 'reported',
        verdict: 'outside',
        calls: 1,
        inputTokens: 0,
        outputTokens: 0,
        eventIds: [hostile],
      },
    ],
    refusals: [{ refusal: 'denied', blockedRegion: hostile, calls: 1, eventIds: [hostile] }],
    exposures: [
      {
        ...{ accountId: hostile, principal: hostile, modelId: hostile, sourceRegion: hostile },
        ...{ calls: 1, submissions: 0, eventIds: [hostile] },
      },
    ],
    neverRecorded: [{ ...someWork, eventName: hostile, modelId: hostile, because: hostile }],
    unresolvedProfiles: [{ modelId: hostile, count: 1, eventIds: [hostile] }],
    skipped: [{ path: hostile, reason: hostile }],
    models: rows,
    accounts: rows,
    roles: rows,
    clients: rows,
    hours: rows,
  });
}
