import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runQuietly } from './run-quietly.ts';
import { withLock } from './with-lock.ts';

/** A Python that has the emulator and cfn-lint, or one line that says why there is none. */
export type FoundPython =
  | { readonly kind: 'found'; readonly python: string; readonly cfnLint: string }
  | { readonly kind: 'missing'; readonly reason: string };

const PACKAGES = [
  { name: 'ministack', install: 'ministack[full]==1.5.33', version: '1.5.33' },
  { name: 'cfn-lint', install: 'cfn-lint==1.58.0', version: '1.58.0' },
];
const IS_NEW_ENOUGH = 'import sys; sys.exit(sys.version_info < (3, 11))';
const VERSIONS = `from importlib.metadata import version; print(${PACKAGES.map(({ name }) => `version('${name}')`).join(', ')})`;

let found: Promise<FoundPython> | undefined;

/** Finds the virtual environment in `.venv` of the repository, and makes it where it is not there yet. */
export function findPython(): Promise<FoundPython> {
  found ??= findIn(resolve(import.meta.dirname, '../../../.venv'));
  return found;
}

async function findIn(venv: string): Promise<FoundPython> {
  const python = join(venv, 'bin/python');
  const ready = { kind: 'found', python, cfnLint: join(venv, 'bin/cfn-lint') } as const;
  if (await isReady(python)) return ready;
  const problem = await withLock(`${venv}/installing`, async () =>
    (await isReady(python)) ? null : await install(venv, python),
  );
  return problem === null ? ready : { kind: 'missing', reason: problem };
}

async function isReady(python: string): Promise<boolean> {
  if (!existsSync(python)) return false;
  const { ok, output } = await runQuietly(python, ['-c', VERSIONS]);
  return ok && output.trim() === PACKAGES.map(({ version }) => version).join(' ');
}

/** Null, or why it could not be done. */
async function install(venv: string, python: string): Promise<string | null> {
  const base = await findBase();
  if (base === null) return 'no python3.11 or later is on the PATH';
  const created = await runQuietly(base, ['-m', 'venv', venv]);
  if (!created.ok) return `${base} made no virtual environment: ${created.lastLine}`;
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  const packages = PACKAGES.map(({ install }) => install);
  const installed = await runQuietly(python, ['-m', 'pip', 'install', ...quiet, ...packages]);
  return installed.ok ? null : `pip did not install ${packages.join(', ')}: ${installed.lastLine}`;
}

async function findBase(): Promise<string | null> {
  for (const name of ['python3.11', 'python3'])
    if ((await runQuietly(name, ['-c', IS_NEW_ENOUGH])).ok) return name;
  return null;
}
