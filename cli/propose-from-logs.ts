import { catalog } from '../core/catalog/known.ts';
import { parsePolicy } from '../core/policy/parse-policy.ts';
import type { PolicyFile } from '../core/policy/policy-file.ts';
import { proposePolicy } from '../core/policy/propose-policy.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { showPath } from '../io/show-path.ts';
import { collectLogs } from './collect-logs.ts';
import type { Collected } from './collection.ts';
import { labelled } from './layout.ts';
import { showProgress } from './show-progress.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

/** The policy that was chosen, and what it says of the logs that were looked at. */
export type Chosen =
  | {
      readonly kind: 'chosen';
      readonly file: PolicyFile;
      readonly look: (resolved: ResolvedPolicy) => {
        readonly lines: readonly string[];
        /** 2 where some log could not be read, as everywhere. */
        readonly exit: Exit;
      };
    }
  | { readonly kind: 'failed'; readonly problem: string };

/** Proposes a policy from logs. Where calls were only ever refused, nothing ran and no fence is proposed. */
export async function proposeFromLogs(
  paths: readonly string[],
  terminal: Terminal,
): Promise<Chosen> {
  const progress = showProgress(terminal);
  const collected = await collectLogs(paths, terminal.signal, progress.update);
  progress.done();
  const everything = parsePolicy('{"fences":[{"name":"all","allow":["commercial"]}]}');
  if (everything.kind === 'problems') return { kind: 'failed', problem: 'the catalog is broken' };
  const ran = [...collected.ledger.settle(everything.resolved)].flatMap(({ call, submission }) => [
    ...(call === null || call.verdict === 'not-served' ? [] : [call]),
    ...(submission === null || submission.refused ? [] : [submission]),
  ]);
  const file = proposePolicy(ran, collected.ledger.creations(), catalog);
  if (file === null) {
    const gaps = collected.gaps.map(({ file: name, problem }) => `\n  ${name}: ${problem}`);
    return {
      kind: 'failed',
      problem: `no Bedrock call from a known Region in ${paths.map(showPath).join(', ')} (${collected.files} files).${gaps.join('')}`,
    };
  }
  const exit = collected.gaps.length === 0 ? EXIT.clean : EXIT.failed;
  return {
    kind: 'chosen',
    file,
    look: (resolved) => ({ lines: flagsOf(collected, resolved), exit }),
  };
}

function flagsOf({ ledger, gaps }: Collected, resolved: ResolvedPolicy): readonly string[] {
  const settled = [...ledger.settle(resolved)];
  const calls = settled.flatMap(({ call }) => call ?? []);
  const hidden = settled.filter(({ submission }) => submission?.neverRecorded === true).length;
  const count = (verdict: string) => calls.filter((call) => call.verdict === verdict).length;
  return [
    ...labelled(
      'Would flag',
      `${count('outside')} of ${calls.length} calls outside, ${count('undecided')} that could not be placed`,
    ),
    ...(hidden === 0
      ? []
      : labelled(
          'Not visible',
          `${hidden === 1 ? '1 job' : `${hidden} jobs`}: CloudTrail names no Region`,
        )),
    ...(gaps.length === 0
      ? []
      : labelled('Not read', `${gaps.length} files or records: geofence audit names them`)),
  ];
}
