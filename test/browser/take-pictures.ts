import { spawnSync } from 'node:child_process';
import { reportPage } from '../../dashboards/report-page.ts';
import { filed, launch, open } from './chromium.ts';
import { sampleReport } from './sample-report.ts';

/** Writes the README's pictures: `npm run pictures`. Wants Chromium, and pngquant to make them small. */
const address = filed(reportPage(await sampleReport()));
const browser = await launch();
for (const colorScheme of ['light', 'dark'] as const) {
  const path = `docs/images/report-${colorScheme}.png`;
  const { page } = await open(browser, address, {
    colorScheme,
    viewport: { width: 1200, height: 1200 },
  });
  await page.screenshot({ path });
  spawnSync('pngquant', ['--force', '--ext', '.png', '--quality', '60-90', '48', path]);
}
await browser.close();
