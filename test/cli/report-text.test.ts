import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../cli/audit.ts';
import { column, wrap } from '../../cli/layout.ts';
import { reportText } from '../../cli/report-text.ts';
import type { Paint } from '../../cli/terminal.ts';
import { hostileReport, reportOf } from '../core/report/hostile-reports.ts';
import { aReport } from '../core/report/reports.ts';
import { aTerminal, auditFiles } from './audit-files.ts';

const plain: Paint = (_, text) => text;
const linesOf = (text: string) => text.split('\n');

describe('whatever a log or a file name holds', () => {
  it('no line is wider than 80 columns', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const line of linesOf(reportText(report, plain))) {
          expect([...line].length, line).toBeLessThanOrEqual(80);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('no control, direction or half character reaches the terminal', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        expect(reportText(report, plain).replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('no line of a log can look like one of ours', () => {
    const lines = linesOf(
      reportText(reportOf('x\n  YES. All of 7 calls stayed inside the fence.'), plain),
    );
    expect(lines.filter((line) => /^ {2}(YES|NO|NOT)\b/.test(line))).toHaveLength(1);
  });

  it.each([
    ['a word that is wider than the page', 'a'.repeat(500)],
    ['letters that take two columns', '漢'.repeat(500)],
  ])('%s is wrapped, and nothing of it is lost', (_, long) => {
    const text = reportText(
      aReport({ gaps: [{ kind: 'file', file: long, place: null, problem: 'p' }] }),
      plain,
    );
    expect(text.split(long.charAt(0)).length - 1).toBeGreaterThanOrEqual(500);
  });
});

describe('lines and columns', () => {
  const width = fc.integer({ min: 2, max: 40 });
  const words = fc
    .array(fc.string({ unit: 'grapheme', maxLength: 50 }))
    .map((each) => each.join(' '));

  it('wrap keeps every letter, and no line is too long', () => {
    fc.assert(
      fc.property(words, width, (text, columns) => {
        const lines = wrap(text, columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('a column is as wide as it should be, with both ends of what does not fit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), width, (text, columns) => {
        const shown = column(text, columns);
        expect([...shown]).toHaveLength(columns);
        if (text.length < columns) expect(shown).toBe(text.padEnd(columns));
        if (text.length < columns || text.includes('…')) return;
        const [head = '', tail = ''] = shown.split('…');
        expect(text.startsWith(head) && text.endsWith(tail.slice(0, -1))).toBe(true);
      }),
    );
  });
});

describe('the sample day', async () => {
  const { report } = await auditFiles(['samples/trail'], [], { policy: 'samples/geofence.json' });
  if (report === null) throw new Error('no report of the sample day');

  it('as a person reads it', async () => {
    const { terminal, out } = aTerminal();
    await audit(
      ['samples/trail'],
      { allow: [], policy: 'samples/geofence.json', format: 'text' },
      '0.0.0',
      terminal,
    );
    expect(out()).toBe(reportText(report, plain));
    await expect(out()).toMatchFileSnapshot('report-text.golden.txt');
  });

  it('says the same in colour', () => {
    const marks = reportText(report, (tone, text) => `[${tone}|${text}|]`);
    expect(marks.replace(/\[(alarm|warning|good|quiet|strong)\|/g, '').replaceAll('|]', '')).toBe(
      reportText(report, plain),
    );
    expect(marks).toContain('[alarm|NO. ');
  });
});
