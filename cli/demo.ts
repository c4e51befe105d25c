import { mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAudit, writePage } from './audit.ts';
import { loadPolicy } from './load-policy.ts';
import { reportText } from './report-text.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

const PAGE = 'out/report.html';
const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), '..');

/** `geofence demo`: audits the sample trail that ships with the program, wherever it is installed. */
export async function demo(version: string, terminal: Terminal): Promise<Exit> {
  const samples = relative(process.cwd(), join(PACKAGE, 'samples')) || 'samples';
  const policy = await loadPolicy(join(samples, 'geofence.json'), []);
  if (policy.kind === 'unusable') {
    terminal.err(`geofence demo: ${policy.message}\n`);
    return EXIT.failed;
  }
  terminal.out(
    'geofence demo: 3 Nov 2026 in a sample organization (invented for this project)\n\n',
  );
  const report = await runAudit([join(samples, 'trail')], policy, version, terminal, true);
  terminal.out(reportText(report, terminal.paint));

  await mkdir(dirname(PAGE), { recursive: true });
  if (!(await writePage(report, PAGE, terminal))) return EXIT.failed;
  terminal.out(
    [
      '',
      `  Page         ${PAGE}`,
      '  Your logs    npx geofence init --from <folder>',
      '               npx geofence audit <folder>',
      '',
    ].join('\n'),
  );
  return terminal.signal.aborted ? EXIT.interrupted : EXIT.clean;
}
