import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportPage } from '../../dashboards/report-page.ts';
import { filed, launch, NO_BROWSER, open } from './chromium.ts';
import { sampleReport } from './sample-report.ts';

const address = filed(reportPage(await sampleReport()));

/** Visible rows of a table, as text. */
const rowsOf = (page: Page, id: string) => page.locator(`#${id} tbody tr:visible`);

/** Where the middle of an arc lies in the window, after it was moved into it. */
function middleOf(page: Page, arc: string): Promise<{ readonly x: number; readonly y: number }> {
  return page.locator(`${arc} path.hit`).evaluate((path: SVGPathElement) => {
    path.scrollIntoView({ block: 'center' });
    const middle = path.getPointAtLength(path.getTotalLength() / 2);
    const { x, y } = middle.matrixTransform(path.getScreenCTM() ?? undefined);
    return { x, y };
  });
}

describe.skipIf(NO_BROWSER !== null)(`narrowing the page ${NO_BROWSER ?? ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it('a click on the map filters, and another takes it back', async () => {
    const { page } = await open(browser, address);
    const arc = page.locator('a.arc[data-ran="ap-southeast-4"]');
    const onLine = await middleOf(page, 'a.arc[data-ran="ap-southeast-4"]');
    await page.mouse.click(onLine.x, onLine.y);
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(2);
    await expect
      .poll(() => page.locator('[role=status]').innerText())
      .toBe('2 of 15 findings on this page');
    await expect.poll(() => arc.getAttribute('class')).toContain('picked');
    await expect.poll(() => rowsOf(page, 'routes').count()).toBe(1);
    await page.mouse.move(0, 0);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(15);
  });

  it.each([
    ['no-preference', 2],
    ['reduce', 15],
  ] as const)(
    'the focus on an arc (motion: %s) shows %d findings until it leaves',
    async (reducedMotion, count) => {
      const { page } = await open(browser, address, { reducedMotion });
      await page.locator('a.arc[data-ran="ap-southeast-4"]').focus();
      await expect.poll(() => page.locator('.picked').count()).toBe(2);
      await expect.poll(() => page.locator('td.picked').textContent()).toContain('outside');
      await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(count);
      expect(await page.evaluate(() => location.hash)).toBe('');
      expect(await page.locator('.chip').count()).toBe(0);
      await page.getByRole('searchbox').focus();
      await expect.poll(() => page.locator('.picked').count()).toBe(0);
      await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(15);
    },
  );

  it('a pointer on an arc or an hour filters while it rests there, on top of what is chosen', async () => {
    const { page } = await open(browser, `${address}#?verdict=undecided`);
    const said = page.locator('#filter [role=status]');
    const { x, y } = await middleOf(page, 'a.arc[data-ran="ap-southeast-4"]');
    await page.mouse.move(x, y);
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(2);
    await expect.poll(() => said.innerText()).toBe('2 of 15 findings on this page');
    expect((await middleOf(page, 'a.arc[data-ran="ap-southeast-4"]')).y).toBe(y);
    await page.mouse.move(1, 1);
    await expect.poll(() => said.innerText()).toBe('7 of 15 findings on this page');
    await page.locator('.timeline a[href*="T09"]').hover();
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(3);
    await page.mouse.move(1, 1);
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(7);
    await page.locator('.matrix td.outside a').first().hover();
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(7);
  });

  it('each of the four figures leads to what it counts, with a script or without', async () => {
    const { page } = await open(browser, address);
    for (const [index, place] of ['from-to', 'findings', 'findings', 'gaps'].entries()) {
      const figure = page.locator('.figures a').nth(index);
      expect(await figure.getAttribute('href')).toBe(`#${place}`);
      await figure.focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction((id) => {
        const { top } = document.getElementById(id)?.getBoundingClientRect() ?? { top: -1 };
        return top >= 0 && top < innerHeight / 2;
      }, place);
    }
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(7);
  });

  it('the count of a finding that is told leads to its rows', async () => {
    const { page } = await open(browser, address);
    const told = page.locator('.told a').first();
    const count = Number.parseInt(await told.innerText(), 10);
    await told.click();
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(count);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('finding-rows');
  });

  it('keyboard alone does as much', async () => {
    const { page } = await open(browser, address);
    await page.locator('a.arc[data-ran="ap-southeast-4"]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(2);
    const order = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a, button, input, summary, [tabindex]')].filter(
        ({ tabIndex }) => tabIndex > 0,
      ),
    );
    expect(order).toEqual([]);
    await page.goto('about:blank');
    await page.goto(address);
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Skip to the answer');
  });

  it('sorts, searches and filters together, and the address remembers', async () => {
    const { page } = await open(browser, address);
    await page.getByRole('searchbox').fill('chatbackend');
    await page.locator('#finding-rows th button', { hasText: 'Time' }).click();
    await page.locator('#finding-rows th button', { hasText: 'Time' }).click();
    await page.locator('.figures a', { hasText: 'could not be placed' }).click();
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(5);
    const texts = await rowsOf(page, 'finding-rows').allTextContents();
    expect(texts.every((text) => /undecided[\s\S]*ChatBackend/.test(text))).toBe(true);
    const times = texts.map((text) => /\d{4}-\d\d-\d\d [\d:.]+Z/.exec(text)?.[0] ?? '');
    const link = await page.evaluate(() => location.hash);
    const again = await open(browser, address + link);
    expect(times).toEqual([...times].sort().reverse());
    await expect.poll(() => rowsOf(again.page, 'finding-rows').allTextContents()).toEqual(texts);
  });

  it('a cell of the matrix, an hour and a number of a role filter too', async () => {
    const { page } = await open(browser, address);
    await page.locator('.matrix td.outside a').first().click();
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBeLessThan(15);
    expect(await rowsOf(page, 'finding-rows').count()).toBeGreaterThan(0);
    await page.locator('.timeline a[href*="T10"]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBe(3);
    await page.getByRole('button', { name: /Take back time/ }).click();
    await page.locator('#roles a.outside').first().click();
    await expect.poll(() => rowsOf(page, 'finding-rows').count()).toBeLessThan(15);
  });
});
