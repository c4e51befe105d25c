import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { emulatorEnv } from './emulator-env.ts';
import { findPython } from './find-python.ts';
import { freePort } from './free-port.ts';

export type Emulator = {
  readonly endpoint: string;
  readonly pid: number;
  /** What a process needs to take the emulator for AWS. */
  readonly env: Readonly<Record<string, string>>;
  /** Forgets every resource. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const PATIENCE_MS = 30_000;

/** A port that was free may be somebody else's when the emulator asks for it. */
const MOST_STARTS = 3;

/** Starts the emulator on a free port of this machine, with a temporary folder that goes with it. */
export async function startEmulator(): Promise<Emulator> {
  const found = await findPython();
  if (found.kind === 'missing') throw new Error(`The emulator cannot run: ${found.reason}`);
  for (let left = MOST_STARTS - 1; ; left -= 1) {
    const started = await startOn(await freePort(), found.python).catch((error: Error) => error);
    if (!(started instanceof Error)) return started;
    if (left === 0) throw started;
  }
}

/** Rejects, with what the emulator wrote, where it does not answer or another one has the port. */
export async function startOn(port: number, python: string): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-emulator-'));
  const endpoint = `http://127.0.0.1:${port}`;
  const log = join(folder, 'emulator.log');
  const name = randomUUID();
  const child = spawnPython(python, port, folder, log, name);
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(child, endpoint, name);
  } catch (error) {
    const tail = readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
    await stop();
    throw new Error(`The emulator did not start: ${(error as Error).message}\n${tail}`);
  }
  const reset = async () => {
    const { ok, status } = await fetch(`${endpoint}/_ministack/reset`, { method: 'POST' });
    if (!ok) throw new Error(`The emulator did not reset: ${status}`);
  };
  return { endpoint, pid: child.pid ?? 0, env: emulatorEnv(endpoint), reset, stop };
}

/** Functions run on the `node` that is first on the path: the one that runs this. */
function spawnPython(
  python: string,
  port: number,
  folder: string,
  log: string,
  name: string,
): ChildProcess {
  const output = openSync(log, 'w');
  const path = [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const env = {
    ...{ PATH: path, HOME: folder, TMPDIR: folder, PYTHONDONTWRITEBYTECODE: '1' },
    ...{ BIND_HOST: '127.0.0.1', MINISTACK_HOST: '127.0.0.1', GATEWAY_PORT: String(port) },
    ...{ SFTP_ENABLED: '0', IOT_MTLS_ENABLED: '0', LOG_LEVEL: 'WARNING' },
    MINISTACK_EDITION: name,
  };
  const script = join(import.meta.dirname, 'start.py');
  const child = spawn(python, [script], { cwd: folder, env, stdio: ['pipe', output, output] });
  closeSync(output);
  return child;
}

/** Waits for its own answer: it tells its edition, which is the name that it was given. */
async function waitFor(child: ChildProcess, endpoint: string, name: string): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (failure !== undefined) throw failure;
    if (hasEnded(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
    const answer = await fetch(`${endpoint}/_ministack/health`)
      .then((response) => response.text())
      .catch(() => '');
    if (answer.includes(name)) return;
    await sleep(50);
  }
  throw new Error(`no answer in ${PATIENCE_MS / 1000} s`);
}

/** Asks it to end, and makes it where it does not. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(patience);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
