import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitOf, runAudit } from '../../cli/audit.ts';
import { loadPolicy } from '../../cli/load-policy.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';

const FOLDER = join(import.meta.dirname, '../../samples');

const silent: Terminal = {
  out: () => undefined,
  err: () => undefined,
  isInteractive: false,
  paint: (_, text) => text,
  signal: new AbortController().signal,
  now: () => 0,
};

async function auditSamples(): Promise<AuditReport> {
  const policy = await loadPolicy(join(FOLDER, 'geofence.json'), []);
  if (policy.kind !== 'policy') throw new Error(policy.message);
  return (await runAudit([join(FOLDER, 'trail')], policy, '0.0.0', silent, true)).report;
}

const byText = <Item>(items: readonly Item[]): readonly Item[] =>
  items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** One form of each instant: how many digits a second has is a matter of taste. */
const instant = (time: string | null): number | null => (time === null ? null : Date.parse(time));

type Finding = AuditReport['findings'][number];

/** A finding as it was planted: without what the program adds for people. */
const shown = (finding: Finding) => ({
  eventId: finding.eventId,
  requestId: finding.requestId,
  time: instant(finding.time),
  accountId: finding.accountId,
  principal: finding.principal,
  sourceRegion: finding.sourceRegion,
  inferenceRegion: finding.inferenceRegion,
  basis: finding.basis,
  modelId: finding.modelId,
  verdict: finding.verdict,
});

describe('the audit of the sample day finds what was planted', async () => {
  const expected: AuditReport = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8'));
  const report = await auditSamples();

  it('totals', () => {
    expect(report.totals).toEqual(expected.totals);
  });

  it('routes', () => {
    const counted = report.routes.map(({ eventIds: _, ...route }) => route);
    expect(byText(counted)).toEqual(byText(expected.routes));
  });

  it('findings', () => {
    expect(byText(report.findings.map(shown))).toEqual(byText(expected.findings.map(shown)));
  });

  it('gaps', () => {
    const gaps = report.gaps.map(({ file, kind }) => ({ file: basename(file), kind }));
    expect(byText(gaps)).toEqual(byText(expected.gaps));
  });

  it('ends with 2: a file could not be read to its end', () => {
    expect(exitOf(report)).toBe(2);
  });
});
