import { execFile } from 'node:child_process';

type Ran = { readonly ok: boolean; readonly output: string; readonly lastLine: string };

/** Runs a program to its end. What it says is kept, and nothing is thrown, also where there is no such program. */
export function runQuietly(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, [...args], { encoding: 'utf8' }, (error, output, complaints) => {
      const lines = `${complaints || output || error?.message || ''}`.trim().split('\n');
      resolve({ ok: error === null, output, lastLine: lines.at(-1) ?? '' });
    });
  });
}
