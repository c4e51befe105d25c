import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const CHROMIUM = [process.env.CHROMIUM ?? '', ...PLACES].find((path) => existsSync(path));

export const NO_BROWSER =
  CHROMIUM === undefined ? `skipped: no Chromium at ${PLACES.join(', ')} or in CHROMIUM` : null;

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
}

/** Writes a page where a browser can open it as a file, as a reader does; gives its address. */
export function filed(page: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'geofence-page-')), 'report.html');
  writeFileSync(file, page);
  return `file://${file}`;
}

/** An open page, and everything that went wrong or was asked of the network. */
export async function open(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly wrong: readonly string[] }> {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => wrong.push(message.text()));
  page.on('pageerror', ({ message }) => wrong.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(address.split('#')[0] ?? address)) wrong.push(request.url());
  });
  await page.goto(address);
  return { page, wrong };
}
