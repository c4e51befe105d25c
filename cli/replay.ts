import { inWindow } from '../core/judge/in-window.ts';
import { replayCalls } from '../core/prevent/replay-calls.ts';
import { collectNamed } from './collect-named.ts';
import { loadPolicy } from './load-policy.ts';
import { loadScps } from './load-scps.ts';
import type { SourceFlags } from './source-options.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type ReplayOptions = {
  readonly scp: readonly string[];
  readonly policy?: string;
  readonly allow: readonly string[];
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
} & SourceFlags;

/** `geofence replay --scp FILE <logs or evidence>...`: what policies would have done to recorded calls. */
export async function replay(
  paths: readonly string[],
  options: ReplayOptions,
  terminal: Terminal,
): Promise<Exit> {
  const loaded = await loadPolicy(options.policy, options.allow);
  const scps = await loadScps(options.scp);
  const messages = [loaded, scps].flatMap((each) =>
    each.kind === 'unusable' ? [each.message] : [],
  );
  if (loaded.kind === 'unusable' || scps.kind === 'unusable')
    return fail(terminal, messages.join('\n\n'));
  if (options.scp.length === 0) {
    return fail(terminal, 'no policy to replay.\n  Fix: name it with --scp FILE.');
  }
  const work = await collectNamed(paths, options, terminal);
  if (work.kind === 'interrupted') return EXIT.interrupted;
  if (work.kind === 'wrong') return fail(terminal, work.problem);
  const { ledger, files, gaps } = work.collected;
  let leftOut = 0;
  const replayed = replayCalls(
    inWindow(ledger.settle(loaded.resolved), work.window, () => {
      leftOut += 1;
    }),
    scps.scps,
    loaded.resolved,
  );
  const result = { ...replayed, leftOut, files, gaps };
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(result, null, 2)}\n`);
  } else {
    const { replayText } = await import('./replay-text.ts');
    terminal.out(replayText(result, loaded.file.accounts ?? {}, terminal.paint));
  }
  const { outcomes, jobs } = replayed;
  if (files === 0 || gaps.length > 0 || outcomes.hidden + jobs > 0) return EXIT.failed;
  return outcomes.breaks + outcomes['lets-through'] > 0 ? EXIT.found : EXIT.clean;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence replay: ${problem}\n`);
  return EXIT.failed;
}
