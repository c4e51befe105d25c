import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAsff } from '../../../core/export/asff.ts';
import { toCsv } from '../../../core/export/csv.ts';
import { itemsOf } from '../../../core/export/items.ts';
import { toJsonl } from '../../../core/export/jsonl.ts';
import { toOcsf } from '../../../core/export/ocsf.ts';
import { toOscal } from '../../../core/export/oscal.ts';
import type { AuditReport } from '../../../core/report/audit-report.ts';
import { auditFiles } from '../../cli/audit-files.ts';
import { hostileReport, reportOf } from '../report/hostile-reports.ts';
import { aFinding, aReport, someTotals } from '../report/reports.ts';
import { problemsBy, problemsOfShape, SCHEMAS_MISSING } from './schemas.ts';

const HUB = { account: '111122223333', region: 'eu-central-1', partition: 'aws' };
const RUNS = 500;

const { report: sample } = await auditFiles(['samples/trail'], [], {
  policy: 'samples/geofence.json',
});
if (sample === null) throw new Error('no report of the sample day');

const onlyGaps = aReport({
  totals: someTotals({ unreadableFiles: 1, unreadableRecords: 1 }),
  gaps: [
    { kind: 'file', file: 'a.json.gz', place: 'byte 18432', problem: 'cut off' },
    { kind: 'record', file: 'b.json', place: 'record 17', problem: 'no eventTime' },
  ],
});
const cases: readonly (readonly [string, AuditReport])[] = [
  ['the sample day', sample],
  ['nothing', aReport()],
  ['only gaps', onlyGaps],
  ['something hostile everywhere', reportOf('<script>"\u202e\r\n,=1+1')],
];

const linesOf = (text: string): readonly unknown[] =>
  text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
const findingsOf = (text: string) =>
  linesOf(text).flatMap((line) => (line as { Findings: Record<string, unknown>[] }).Findings);

describe('golden', () => {
  it.each([
    ['csv', toCsv],
    ['jsonl', toJsonl],
    ['ocsf', toOcsf],
    ['asff', (report: AuditReport) => toAsff(report, HUB).text],
    ['oscal', toOscal],
  ])('%s', async (name, render) => {
    await expect(render(sample)).toMatchFileSnapshot(`golden/sample.${name}.txt`);
    expect(render(JSON.parse(JSON.stringify(sample)))).toBe(render(sample));
  });
});

describe('each thing is told, and counted once', () => {
  it.each(cases)('%s', (_, report) => {
    const { length } = itemsOf(report);
    expect(length).toBe(report.findings.length + report.neverRecorded.length + report.gaps.length);
    expect(linesOf(toJsonl(report))).toHaveLength(length);
    expect(linesOf(toOcsf(report))).toHaveLength(length);
    const { text, left } = toAsff(report, HUB);
    expect(findingsOf(text).length + left).toBe(length);
    const [result] = JSON.parse(toOscal(report))['assessment-results'].results;
    expect(result.observations ?? []).toHaveLength(length);
    expect(result.findings[0].target.status.state).toBe(
      length === 0 ? 'satisfied' : 'not-satisfied',
    );
  });

  it('nothing looked at satisfies nothing', () => {
    const none = toOscal(aReport({ totals: someTotals({ files: 0 }) }));
    expect(none).toContain('"state": "not-satisfied"');
  });
});

describe('csv', () => {
  it('has a header, and a row of as many cells for each thing', () => {
    const rows = parseCsv(toCsv(sample));
    expect(rows).toHaveLength(1 + itemsOf(sample).length);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  it.each([
    ...['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '＝1'].map((text) => [text, `'${text}`]),
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['a;=1', "a;'=1"],
    ['a\n@b; +c\t-d', "a\n'@b; '+c\t'-d"],
    ['in eu; no waiver', 'in eu; no waiver'],
  ])('a cell %j is no formula', (because = '', safe) => {
    const rows = parseCsv(toCsv(aReport({ findings: [aFinding({ because })] })));
    expect(rows[1]).toContain(safe);
  });

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const [header = [], ...rows] = parseCsv(toCsv(report));
        const at = header.indexOf('because');
        expect(rows.map((row) => row[at]?.replaceAll("'", ''))).toEqual(
          itemsOf(report).map(({ because }) => because.replaceAll("'", '')),
        );
        for (const cell of rows.flat())
          expect(cell).not.toMatch(/(?:^\s*|[;\t\r\n] ?)[=+\-@＝＋－＠]/);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('asff', () => {
  it('is in batches of 100 of one account, and says what it left', () => {
    const findings = Array.from({ length: 250 }, (_, index) =>
      aFinding({ id: String(index).padStart(16, '0'), accountId: index < 201 ? HUB.account : '9' }),
    );
    const { text, left } = toAsff(aReport({ findings }), HUB);
    const sizes = linesOf(text).map((line) => (line as { Findings: unknown[] }).Findings.length);
    expect([sizes, left]).toEqual([[100, 100, 1], 49]);
  });

  it('keeps to the lengths that Security Hub takes', () => {
    for (const finding of findingsOf(toAsff(reportOf('漢'.repeat(5000)), HUB).text)) {
      const { Title, Description, Id } = finding;
      expect(String(Title).length).toBeLessThanOrEqual(256);
      expect(String(Description).length).toBeLessThanOrEqual(1024);
      expect(String(Id).length).toBeLessThanOrEqual(512);
      for (const value of Object.values({ ...(finding.ProductFields ?? {}) })) {
        expect(String(value).length).toBeLessThanOrEqual(2048);
      }
      expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThan(240 * 1024);
    }
  });
});

describe.skipIf(SCHEMAS_MISSING !== null)(
  `the published schemas ${SCHEMAS_MISSING ?? 'are kept'}`,
  () => {
    const missing = SCHEMAS_MISSING !== null;
    const ocsf = missing ? () => [] : problemsBy('ocsf-1.8.0-compliance_finding.cloud.schema.json');
    const oscal = missing ? () => [] : problemsBy('oscal_assessment-results_schema-1.2.1.json');
    const asff = missing ? () => [] : problemsOfShape();

    const problemsOf = (report: AuditReport) => [
      ...linesOf(toOcsf(report)).flatMap(ocsf),
      ...oscal(JSON.parse(toOscal(report))),
      ...findingsOf(toAsff(report, HUB).text).flatMap(asff),
    ];

    it.each(cases)('by %s', (_, report) => {
      expect(problemsOf(report)).toEqual([]);
    });

    it(`by ${RUNS} random reports`, () => {
      fc.assert(
        fc.property(hostileReport, (report) => {
          expect(problemsOf(report)).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    });

    it('and would be missed', () => {
      expect(ocsf({})).not.toEqual([]);
      expect(oscal({})).not.toEqual([]);
      expect(asff({ Id: ' ' })).not.toEqual([]);
    });
  },
);

/** Reads RFC 4180, strictly. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const [, quoted, plain, end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error(`not RFC 4180 near ${cell.lastIndex}`);
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
