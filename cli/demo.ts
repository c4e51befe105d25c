import { mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildReport } from '../core/report/build-report.ts';
import { writePage } from './audit.ts';
import { collectLogs } from './collect-logs.ts';
import { compareCalls, liveText } from './live-text.ts';
import { loadPolicy } from './load-policy.ts';
import { replayLive } from './replay-live.ts';
import { reportText } from './report-text.ts';
import { showProgress } from './show-progress.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

const PAGE = 'out/report.html';
const LIVE = 'out/live';
const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * `geofence demo`: audits the sample trail that ships with the program, wherever it is installed, then
 * sends the same day through the live pipeline, and compares what the two say.
 */
export async function demo(version: string, terminal: Terminal): Promise<Exit> {
  const samples = relative(process.cwd(), join(PACKAGE, 'samples')) || 'samples';
  const trail = join(samples, 'trail');
  const policy = await loadPolicy(join(samples, 'geofence.json'), []);
  if (policy.kind === 'unusable') {
    terminal.err(`geofence demo: ${policy.message}\n`);
    return EXIT.failed;
  }
  terminal.out(
    'geofence demo: 3 Nov 2026 in a sample organization (invented for this project)\n\n',
  );
  const progress = showProgress(terminal);
  const { ledger, ...collected } = await collectLogs([trail], terminal.signal, progress.update);
  progress.done();
  const judged = [...ledger.settle(policy.resolved)];
  const report = buildReport({
    ...collected,
    judged,
    policy: policy.resolved,
    policySha256: policy.sha256,
    accountNames: policy.file.accounts ?? {},
    version,
  });
  terminal.out(`${reportText(report, terminal.paint)}\n`);

  const live = await replayLive(trail, policy, version, LIVE);
  const agreement = compareCalls(
    judged.flatMap(({ call }) => call ?? []),
    live.calls,
  );
  terminal.out(liveText(live, agreement, LIVE));

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
  if (terminal.signal.aborted) return EXIT.interrupted;
  return agreement.agreed === agreement.calls ? EXIT.clean : EXIT.failed;
}
