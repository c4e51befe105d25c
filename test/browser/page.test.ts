import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../dashboards/report-page.ts';
import { filed, launch, NO_BROWSER, open } from './chromium.ts';
import { sampleReport } from './sample-report.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const report = await sampleReport();
const address = filed(reportPage(report));

/** Visible rows of a table, as text. */
const rowsOf = (page: Page, id: string) => page.locator(`#${id} tbody tr:visible`);

describe.skipIf(NO_BROWSER !== null)(`the report page in a browser ${NO_BROWSER ?? ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it('opens without the network, and nothing goes wrong', async () => {
    const { page, wrong } = await open(browser, address);
    expect(await page.locator('.answer').innerText()).toMatch(/^No\. \d+ of \d+ calls ran outside/);
    expect(await rowsOf(page, 'finding-rows').count()).toBe(report.findings.length);
    expect(wrong).toEqual([]);
  });

  it('runs no script but its own, and loads nothing', async () => {
    const { page } = await open(browser, address);
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const image = new Image();
      const loaded = new Promise((done) => {
        image.onload = () => done('loaded');
        image.onerror = () => done('refused');
      });
      image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
      return [Reflect.get(window, 'ran'), await loaded];
    });
    expect(ran).toEqual([undefined, 'refused']);
  });

  it('saves what is shown as CSV', async () => {
    const { page } = await open(browser, `${address}#?verdict=outside`, { acceptDownloads: true });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#finding-rows .tools button', { hasText: 'CSV' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines).toHaveLength(1 + 8 + 1);
    expect(lines[0]).toMatch(/^Verdict,Time \(UTC\),Account/);
  });

  it('copies what is shown', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const { page } = await open(browser, `${address}#?verdict=outside`, { permissions });
    await page.locator('#finding-rows .tools button', { hasText: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).or(page.getByText('Copied')).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text.split('\n')).toHaveLength(9);
  });

  it("says times in the reader's zone", async () => {
    const { page } = await open(browser, address, { timezoneId: 'Asia/Tokyo' });
    const time = page.locator('#finding-rows time').first();
    expect(await time.getAttribute('title')).toMatch(/Nov 3, 2026, 6:12:41.PM GMT\+9/);
  });

  it('every number leads to its records', async () => {
    const { page } = await open(browser, address);
    const details = page.locator('#routes details').first();
    await details.locator('summary').click();
    expect(await details.locator('li code:visible').count()).toBe(10);
    expect(await details.locator('summary').innerText()).toMatch(/^10 of \d+ event ids$/);
    await details.getByRole('link', { name: /^\d+ more$/ }).click();
    expect(await page.locator('#all-records').innerText()).toContain('--evidence <folder>');
  });

  it('is whole without a script', async () => {
    const { page } = await open(browser, address, { javaScriptEnabled: false });
    expect(await rowsOf(page, 'finding-rows').count()).toBe(15);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(await page.locator('.map').first().isVisible()).toBe(true);
  });

  it('prints every section', async () => {
    const viewport = { width: 688, height: 1000 };
    const { page } = await open(browser, address, { viewport });
    await page.emulateMedia({ media: 'print' });
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(20_000);
    const headings = await page.locator('h2, .bar h3').allTextContents();
    expect(headings.length).toBeGreaterThan(15);
    const { stdout, error } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf });
    if (error === undefined) {
      const text = String(stdout).replace(/\s+/g, ' ');
      for (const heading of headings) expect(text).toContain(heading.replace(/\s+/g, ' '));
      for (const { eventId } of report.findings)
        expect(text.replaceAll(' ', '')).toContain(eventId?.slice(0, 8));
    } else console.info('skipped: no pdftotext, so the text of the PDF was not read');
    expect(await page.locator('#filter').isVisible()).toBe(false);
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(viewport.width);
  });

  it.each([
    ['320 pixels wide', { viewport: { width: 320, height: 640 } }],
    ['at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ] as const)('%s nothing has to be scrolled sideways but tables', async (_, options) => {
    const { page } = await open(browser, address, options);
    const { width, scrolled } = await page.evaluate(() => ({
      width: innerWidth,
      scrolled: document.documentElement.scrollWidth,
    }));
    expect(scrolled).toBeLessThanOrEqual(width);
  });

  it('moves nothing for who wants no motion', async () => {
    const { page } = await open(browser, address, { reducedMotion: 'reduce' });
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          const still = transitionDuration === '0s' || transitionDuration === '';
          return !still || animationName !== 'none' || scrollBehavior === 'smooth';
        })
        .map((element) => element.outerHTML.slice(0, 60)),
    );
    expect(moving).toEqual([]);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
  ] as const)('axe finds nothing: %s, %d pixels', async (colorScheme, width) => {
    const options = { colorScheme, bypassCSP: true, viewport: { width, height: 800 } };
    const { page } = await open(browser, address, options);
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      type Axe = {
        run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
      const { violations } = await (Reflect.get(window, 'axe') as Axe).run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
    });
    expect(found).toEqual([]);
  });
});
