import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../dashboards/report-page.ts';
import { reportOf } from '../core/report/hostile-reports.ts';
import { filed, launch, NO_BROWSER, open } from './chromium.ts';

describe.skipIf(NO_BROWSER !== null)(`hostile texts in a browser ${NO_BROWSER ?? ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each([
    ['a script', '<script>window.ran=1</script>'],
    ['an attribute', '"\' onmouseover="window.ran=1" x=\''],
    ['an end of everything', '</style></script></table><img src=x onerror=window.ran=1>'],
    ['right to left', 'abc\u202edef\u2066'],
    ['4 KB', 'x'.repeat(4096)],
    ['an address', '#?verdict=outside&q=<b>'],
  ])('%s is shown as text, filters, and breaks nothing', async (_, hostile) => {
    const { page, wrong } = await open(browser, filed(reportPage(reportOf(hostile))));
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined();
    const role = page.locator('#roles tbody code').first();
    const shown = hostile.replace(
      /[\u202e\u2066]/g,
      (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`,
    );
    expect(await role.textContent()).toBe(shown);
    await page.locator('.matrix td a').first().click();
    expect(await page.locator('#finding-rows tbody tr:visible').count()).toBe(1);
    const scrolled = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(scrolled).toBeLessThanOrEqual(0);
    expect(wrong).toEqual([]);
  });
});
