import { expect, it } from 'vitest';
import type { EvidenceReport } from '../../core/report/evidence-report.ts';
import { evidencePage } from '../../dashboards/evidence-page.ts';
import { aFinding, aReport } from '../core/report/reports.ts';

const NASTY = '</td><script>alert("1")</script><img src=\'x\'>\u202e';
const NOW = Date.parse('2026-11-06T00:00:00Z');

function evidenceWith(text: string): EvidenceReport {
  const closure = { schema: 'closure/1', id: text, closes: 'finding', closed: text } as const;
  const life = { id: text, awareSince: '2026-11-03T12:00:00.000Z', told: text };
  return {
    asked: { from: text, until: text },
    proof: {
      ...{ tone: 'alarm', answer: text, reach: text, signed: text, head: text },
      ...{ seals: 1, objects: 2, late: 3, open: 4, quarantined: 5 },
    },
    flaws: [{ kind: 'changed', where: text, what: text }],
    unseen: [{ where: text, problem: text }],
    policies: ['one', 'two'].map((name) => ({
      ...{ sha256: text, catalogDate: text, from: text, until: text, changes: [text] },
      fences: [{ name: `${name}${text}`, mode: 'observe', regions: [text] }],
    })),
    waivers: [
      {
        ...{ id: text, regions: [text], reason: text, owner: text, approvedBy: text },
        ...{ ticket: text, from: text, until: text, calls: 7 },
      },
    ],
    unwatched: Array.from({ length: 12 }, (_, index) => ({
      ...{ accountId: text, region: text, why: [text] },
      ...{ unseen: 12 - index, notCompared: 1, missing: 2 },
    })),
    coverage: {
      ...{ schema: 'coverage/1', asOf: text, unseen: [{ where: text, problem: text }] },
      rows: (['callable, not watched', 'unknown', 'watched'] as const).map((state) => ({
        ...{ accountId: text, name: text, region: text, state, why: text },
      })),
    },
    lives: new Map([
      ['open', { ...life, id: 'open', closure: null }],
      ['closed', { ...life, closure: { ...closure, by: text, reason: text, ticket: text } }],
    ]),
    nowMs: NOW,
  };
}

const findings = ['open', 'closed', 'unknown'].map((id) => aFinding({ id }));
const pageOf = (text: string) => evidencePage(aReport({ findings }), evidenceWith(text));

it('whatever evidence holds becomes no tag and no attribute', () => {
  const tags = (page: string) => page.match(/<[a-z!/][^>]*>/g);
  expect(tags(pageOf(NASTY))).toEqual(tags(pageOf('plain')));
  expect(pageOf(NASTY)).not.toContain('\u202e');
});

it('fetches nothing and runs nothing', () => {
  expect(pageOf('plain')).not.toMatch(/<script|<link|<img|src=|url\(|https?:/);
});

it('says for how long a finding is open, who approved a waiver, and what a policy changed', () => {
  const page = pageOf('plain');
  expect(page).toContain('3 findings, 2 of them open.');
  expect(page).toContain('<strong>open</strong> for 2 days');
  for (const title of ['Owner', 'Approved by', 'Reason', 'Ticket', 'Changed:']) {
    expect(page).toContain(title);
  }
});

it('shows the ten accounts and Regions of which the most was not seen, and how many more', () => {
  const page = pageOf('plain');
  const [, section = ''] = page.split('id="unwatched"');
  const rows = (section.split('</section>')[0] ?? '').match(/<tr><td>/g);
  expect(rows).toHaveLength(10);
  expect(section).toContain('and 2 more: <code>watched/v1/</code>');
  const none = evidencePage(aReport({ findings }), { ...evidenceWith('plain'), unwatched: [] });
  expect(none).not.toContain('unwatched');
});

it('coverage is led by who can call unseen; where nobody looked it says so', () => {
  const page = pageOf('plain');
  const section = page.slice(page.indexOf('id="coverage"'), page.indexOf('id="policies"'));
  expect(section).toContain('No: 1 of 3 account-Regions can call Bedrock and is not watched.');
  expect(section.indexOf('Callable, not watched')).toBeLessThan(section.indexOf('Unknown'));
  expect(section).toContain('<dt>watched</dt><dd>1</dd>');
  const blind = evidencePage(aReport(), { ...evidenceWith('plain'), coverage: null });
  expect(blind).toContain('Nobody looked which accounts are watched.');
});
