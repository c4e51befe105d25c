import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../dashboards/escape-html.ts';
import { PAGE_SCRIPT } from '../../dashboards/page/generated.ts';
import { reportPage } from '../../dashboards/report-page.ts';
import { auditFiles } from '../cli/audit-files.ts';
import { hostileReport, reportOf } from '../core/report/hostile-reports.ts';
import { aFinding, aReport } from '../core/report/reports.ts';

const escapeHtml = (text: string) => html`${text}`.html;

/** Every tag of a page, read as a browser does: a quoted value may hold anything but its quote. */
const TAG = /<(?:!doctype html|(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z-]+="[^"<>]*")*)\/?)>/g;

/** A link that filters: nothing of it is left to a browser's fancy. */
const FILTER_LINK = /^#\?[a-z]+=(?:[\w.~!*()%-]|&#39;)*(?:&amp;[a-z]+=(?:[\w.~!*()%-]|&#39;)*)*$/;

/** Tags and attributes that stand in a page, and what remains when they are taken away. */
function partsOf(whole: string) {
  const page = withoutScript(whole);
  const tags = [...page.matchAll(TAG)];
  const attributes = tags.flatMap(([, , , text = '']) => [
    ...text.matchAll(/ ([a-zA-Z-]+)="([^"]*)"/g),
  ]);
  return {
    tags: new Set(tags.flatMap(([, , name]) => name ?? [])),
    names: new Set(attributes.map(([, name = '']) => name)),
    links: attributes.flatMap(([, name, value = '']) => (name === 'href' ? [value] : [])),
    rest: page
      .replace(/<style>[^<]*<\/style>/, '')
      .replace(TAG, '')
      .replaceAll("CloudTrail's", ''),
  };
}

/** The page without the one script that it may hold. */
function withoutScript(page: string): string {
  expect(page.split('<script').length).toBe(2);
  const script = `<script>${PAGE_SCRIPT}</script>`;
  expect(page).toContain(script);
  return page.replace(script, () => '');
}

const { report } = await auditFiles(['samples/trail'], [], { policy: 'samples/geofence.json' });
if (report === null) throw new Error('no report of the sample day');

/** What a page of a clean report, of a full one and of the sample day is made of. */
const full = partsOf(reportPage(reportOf('x')));
const clean = partsOf(reportPage(aReport()));
const sample = partsOf(reportPage(report));
const allowed = {
  tags: new Set([...full.tags, ...clean.tags, ...sample.tags]),
  names: new Set([...full.names, ...clean.names, ...sample.names]),
  links: new Set([...full.links, ...clean.links, ...sample.links]),
};

const isLink = (link: string) => allowed.links.has(link) || FILTER_LINK.test(link);

describe('whatever a log or a file name holds', () => {
  it('becomes no tag, no attribute and no link', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const page = partsOf(reportPage(report));
        expect([...page.tags].filter((name) => !allowed.tags.has(name))).toEqual([]);
        expect([...page.names].filter((name) => !allowed.names.has(name))).toEqual([]);
        expect(page.links.filter((link) => !isLink(link))).toEqual([]);
        expect(page.rest).not.toMatch(/[<>"']/);
        expect(page.rest.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '</style></title><script>',
    '<a href="javascript:alert(1)">',
    '--><iframe srcdoc="x">',
  ])('%s stands in the page as text, once for each place', (hostile) => {
    const page = withoutScript(reportPage(reportOf(hostile)));
    const harmless = withoutScript(reportPage(reportOf('HARMLESS')));
    const namesOf = (text: string) =>
      [...text.matchAll(TAG)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
    expect(page).not.toContain(hostile);
    expect(page).not.toMatch(/<(?:script|img|svg\/|iframe|a href="javascript)/i);
    expect(page.split(escapeHtml(hostile)).length).toBeGreaterThanOrEqual(15);
    expect(namesOf(page)).toEqual(namesOf(harmless));
  });

  it('the allowed tags are few', () => {
    for (const name of [
      'script',
      'img',
      'image',
      'use',
      'foreignObject',
      'animate',
      'set',
      'iframe',
      'object',
      'form',
      'link',
      'base',
    ])
      expect(allowed.tags).not.toContain(name);
    expect([...allowed.names].filter((name) => /^on|^src|^style$|^action$/.test(name))).toEqual([]);
    const odd = [...allowed.links].filter((link) => !/^#[a-z-]+$/.test(link));
    expect(odd.filter((link) => !FILTER_LINK.test(link))).toEqual([]);
  });
});

describe('escapeHtml', () => {
  it.each([
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
    ['&lt;', '&amp;lt;'],
    ['\u001b', '\\u{1b}'],
    ['\u202e', '\\u{202e}'],
    ['\ud800', '\\u{d800}'],
    ['a\nb', 'a\\u{a}b'],
    ['漢 é 👩', '漢 é 👩'],
    ['$& $1 __proto__', '$&amp; $1 __proto__'],
  ])('%j: %j', (text, escaped) => {
    expect(escapeHtml(text)).toBe(escaped);
  });

  it('a browser reads back what was written', () => {
    const readable = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text));
    const marks: Readonly<Record<string, string>> = {
      amp: '&',
      lt: '<',
      gt: '>',
      quot: '"',
      '#39': "'",
    };
    fc.assert(
      fc.property(readable, (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replace(/&([a-z0-9#]+);/g, (_, name: string) => marks[name] ?? '?')).toBe(
          text,
        );
      }),
    );
  });

  it('a template escapes texts, and takes HTML as it is', () => {
    expect(html`<p>${'<b>'}${html`<i>${1}</i>`}${[html`<u>`, html`</u>`]}</p>`.html).toBe(
      '<p>&lt;b&gt;<i>1</i><u></u></p>',
    );
  });
});

describe('the page', () => {
  const whole = reportPage(report);
  const page = withoutScript(whole);

  it.each([
    ['names no address', /https?:|\/\/[a-z]/i],
    ['loads nothing', /\bsrc=|url\((?!#)|@import|<link/i],
    ['runs nothing', /\son[a-z]+=|javascript:/i],
    ['is whole', /undefined|\[object|NaN|\$\{/],
  ])('%s', (_, pattern) => {
    expect(page).not.toMatch(pattern);
  });

  it('forbids what it does not need, before anything else could be read', () => {
    const [, policy = ''] =
      /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(page) ?? [];
    const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hashOf(style)}'`,
      `script-src 'sha256-${hashOf(PAGE_SCRIPT)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/ style="/);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    for (const [tag, end, name = ''] of page.matchAll(TAG)) {
      if (name === '' || ['meta', 'input'].includes(name) || tag.endsWith('/>')) continue;
      if (end === '/') expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('its links and labels lead somewhere', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const named = [...page.matchAll(/ (?:href="#(?!\?)|aria-labelledby=")([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(8);
  });

  it('says the answer and every finding, gap and alarm', () => {
    const texts = [
      ...report.gaps.flatMap(({ file, problem }) => [file, problem]),
      ...report.alarms.map(({ id }) => id),
      ...report.findings.map(({ because }) => because),
      ...report.models.map(({ name }) => name),
    ];
    for (const text of texts) expect(page).toContain(escapeHtml(text));
    expect(page).toMatch(/<p class="answer alarm"><strong>No\.<\/strong> /);
  });

  it('is small, and its script smaller', () => {
    expect(Buffer.byteLength(whole)).toBeLessThan(300_000);
    expect(PAGE_SCRIPT.length).toBeLessThan(10_000);
    expect(PAGE_SCRIPT).not.toMatch(/<\/script|<!--|innerHTML|eval\(|Function\(/);
  });

  it('says how many findings do not stand in it', () => {
    const findings = Array.from({ length: 1001 }, (_, index) =>
      aFinding({ eventId: `e-${index}` }),
    );
    const long = reportPage(aReport({ findings }));
    expect(long).toContain(
      'The first 1,000 of 1,001 stand here. 1 more: geofence audit with --format csv,',
    );
    expect(long.split('data-verdict="outside"').length - 1).toBe(1000);
  });
});
