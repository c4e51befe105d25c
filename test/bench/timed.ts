import { spawnSync } from 'node:child_process';

/** How long a process took, what it used of the processors, and what it printed. */
export type Timed = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs a process to its end. Through bash, which tells the processor time of what it waited for. */
export function timed(command: readonly string[]): Timed {
  const script = 'TIMEFORMAT="took %R %U %S"; time "$@"';
  const { stdout, stderr, status, error } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  const [, wall, user, system] = /took ([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  if (wall === undefined || status === null) throw new Error(`${command[0]}: ${stderr}`);
  return { seconds: Number(wall), cpuSeconds: Number(user) + Number(system), stdout, stderr };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
