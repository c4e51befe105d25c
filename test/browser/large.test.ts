import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../dashboards/report-page.ts';
import { aBreakdown, aFinding, aReport, someTotals } from '../core/report/reports.ts';
import { filed, launch, NO_BROWSER, open } from './chromium.ts';

const COUNT = 100_000;
const LIMIT_MS = 2000;

/** A machine that others use too has a quiet moment in this many runs; a slow page has none. */
const MOST_RUNS = 8;

/** Many findings of many roles, accounts and hours. */
function largeReport() {
  const findings = Array.from({ length: COUNT }, (_, index) =>
    aFinding({
      id: index.toString(16).padStart(16, '0'),
      eventId: `event-${index}`,
      time: new Date(Date.UTC(2026, 9, 1) + index * 26_000).toISOString(),
      principal: `arn:aws:iam::111122223333:role/Role${index % 5000}`,
      inferenceRegion: index % 3 === 0 ? 'us-east-1' : 'ap-southeast-4',
    }),
  );
  const names = (length: number) =>
    Array.from({ length }, (_, index) => aBreakdown({ name: `name-${index}`, outside: 1 }));
  return aReport({
    totals: someTotals({ calls: COUNT, outside: COUNT }),
    findings,
    roles: names(5000),
    models: names(200),
  });
}

describe.skipIf(NO_BROWSER !== null)(`${COUNT} findings in a browser ${NO_BROWSER ?? ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it('open and filter in under 2 s', async () => {
    const html = reportPage(largeReport());
    const address = filed(html);
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < MOST_RUNS && (run < 3 || best >= LIMIT_MS); run += 1) {
      const start = performance.now();
      const { page } = await open(browser, address);
      await page.locator('#finding-rows .count').waitFor();
      const opened = performance.now();
      await page.getByRole('searchbox').fill('Role12 melbourne');
      await page.waitForFunction(() =>
        /of/.test(document.querySelector('#filter [role=status]')?.textContent ?? ''),
      );
      const filtered = performance.now();
      best = Math.min(best, filtered - start);
      console.info(
        `${COUNT} findings: ${(html.length / 1e6).toFixed(2)} MB, opened in ${Math.round(opened - start)} ms, filtered in ${Math.round(filtered - opened)} ms (load ${loadavg()[0]?.toFixed(1)})`,
      );
      expect(await page.locator('#finding-rows').textContent()).toContain('99,000 more');
      await page.context().close();
    }
    expect(best).toBeLessThan(LIMIT_MS);
  });
});
