import { readdirSync, readFileSync } from 'node:fs';

/** Kills the processes in which functions run: every `node` that the emulator started. Gives their number. */
export function killFunctions(emulatorPid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const children = (parent: number): typeof processes =>
    processes
      .filter(({ parent: of }) => of === parent)
      .flatMap((child) => [child, ...children(child.pid)]);
  const functions = children(emulatorPid).filter(({ name }) => name.startsWith('node'));
  return functions.filter(({ pid }) => kill(pid)).length;
}

/** Whether it was still there. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

function readProcess(pid: string) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, name = '', parent] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
    return [{ pid: Number(pid), name, parent: Number(parent) }];
  } catch {
    return [];
  }
}
