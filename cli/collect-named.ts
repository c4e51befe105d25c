import type { Window } from '../core/judge/in-window.ts';
import { collectWork } from './collect-work.ts';
import type { Collected } from './collection.ts';
import { showProgress } from './show-progress.ts';
import { readSourceFlags, type SourceFlags } from './source-options.ts';
import type { Terminal } from './terminal.ts';

/** What a person named on the command line, read; or why nothing was. */
export type CollectedNamed =
  | {
      readonly kind: 'collected';
      readonly collected: Collected;
      readonly window: Window | undefined;
    }
  | { readonly kind: 'wrong'; readonly problem: string }
  /** By Ctrl-C. */
  | { readonly kind: 'interrupted' };

/** Reads logs or evidence by the flags of a command, and tells how far it has come. */
export async function collectNamed(
  paths: readonly string[],
  flags: SourceFlags & { readonly quiet?: boolean },
  terminal: Terminal,
): Promise<CollectedNamed> {
  const sources = readSourceFlags(flags, process.env);
  if (sources.kind === 'wrong') return sources;
  const progress = showProgress(terminal);
  const update = flags.quiet === true ? () => undefined : progress.update;
  const work = await collectWork(paths, terminal.signal, update, sources.options);
  progress.done();
  if (terminal.signal.aborted) return { kind: 'interrupted' };
  if (work.kind === 'mixed') return { kind: 'wrong', problem: work.problem };
  return { ...work, window: sources.options.window };
}
