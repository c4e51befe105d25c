import { access, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { policyFromAllow } from '../core/policy/allow-policy.ts';
import { parsePolicy } from '../core/policy/parse-policy.ts';
import { renderProblems } from '../core/policy/render-problems.ts';
import { reasonOf } from '../io/find-logs.ts';
import { showPath } from '../io/show-path.ts';
import { labelled } from './layout.ts';
import { type Chosen, proposeFromLogs } from './propose-from-logs.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type InitOptions = {
  readonly allow: readonly string[];
  readonly from: readonly string[];
  readonly policy: string;
  readonly observe?: boolean;
};

const SCHEMA = join(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  'docs',
  'schemas',
  'geofence.schema.json',
);

/** `geofence init`: writes `geofence.json` from flags, from logs, or from answers. Never overwrites. */
export async function init(options: InitOptions, terminal: Terminal): Promise<Exit> {
  const { policy: file, allow, from } = options;
  if (await exists(file)) {
    return fail(
      terminal,
      `${showPath(file)} is there already and is not overwritten.\n  Fix: edit it, move it away, or name another with --policy FILE.`,
    );
  }
  if (allow.length > 0 && from.length > 0) {
    return fail(terminal, '--allow and --from were both given.\n  Fix: give one of them.');
  }
  const fences = await chooseFences(options, terminal);
  if (terminal.signal.aborted) return EXIT.interrupted;
  if (fences.kind === 'failed') return fail(terminal, fences.problem);

  const schema = relative(dirname(resolve(file)), SCHEMA)
    .split(sep)
    .join('/');
  const text = `${JSON.stringify({ $schema: schema, ...fences.file }, null, 2)}\n`;
  const parsed = parsePolicy(text);
  if (parsed.kind === 'problems')
    return fail(terminal, renderProblems(parsed.problems, 'the policy'));

  const refused = await writeFile(file, text, { flag: 'wx' }).catch((error: Error) => error);
  if (refused instanceof Error)
    return fail(terminal, `${showPath(file)} was not written: ${reasonOf(refused)}`);
  for (const { name, allow: places, scope } of fences.file.fences) {
    const whom =
      scope?.sourceRegions === undefined
        ? 'every call'
        : `calls made in ${scope.sourceRegions.join(', ')}`;
    terminal.out(
      `${labelled('Fence', `${name}: allows ${places.join(', ')}, for ${whom}`).join('\n')}\n`,
    );
  }
  const { lines, exit } = fences.look(parsed.resolved);
  for (const line of lines) terminal.out(`${line}\n`);
  terminal.out(
    `${labelled('Written', `${showPath(file)}, policy ${parsed.sha256.slice(0, 8)}`).join('\n')}\n`,
  );
  terminal.out(`${labelled('Next', 'npx geofence audit <folder of logs>').join('\n')}\n`);
  return exit;
}

const NOTHING_LOOKED_AT = () => ({ lines: [], exit: EXIT.clean });

async function chooseFences(options: InitOptions, terminal: Terminal): Promise<Chosen> {
  const mode = options.observe === true ? ({ mode: 'observe' } as const) : {};
  if (options.from.length > 0) {
    const chosen = await proposeFromLogs(options.from, terminal);
    if (chosen.kind === 'failed') return chosen;
    const fences = chosen.file.fences.map((fence) => ({ ...fence, ...mode }));
    return { ...chosen, file: { ...chosen.file, fences } };
  }
  if (options.allow.length > 0) {
    const known = policyFromAllow(options.allow);
    if (known.kind === 'problems') {
      return { kind: 'failed', problem: renderProblems(known.problems, '--allow') };
    }
    const allow = [...new Set(options.allow)];
    const fence = { name: allow.join('+'), allow, ...mode };
    return { kind: 'chosen', file: { fences: [fence] }, look: NOTHING_LOOKED_AT };
  }
  if (!terminal.isInteractive) {
    return {
      kind: 'failed',
      problem:
        'nobody is at a terminal to be asked.\n  Fix: --allow eu, or --from <folder of logs>.',
    };
  }
  const { askFences } = await import('./ask-fences.ts');
  const fences = await askFences();
  return fences === null
    ? { kind: 'failed', problem: 'nothing was chosen, and nothing written.' }
    : { kind: 'chosen', file: { fences }, look: NOTHING_LOOKED_AT };
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence init: ${problem}\n`);
  return EXIT.failed;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
