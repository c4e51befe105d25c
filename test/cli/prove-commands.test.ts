import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addProveCommands } from '../../cli/prove-commands.ts';
import { aTerminal } from './audit-files.ts';

async function run(...words: readonly string[]) {
  const { terminal, out, err } = aTerminal();
  let exit: number | undefined;
  const program = new Command();
  addProveCommands(program, async (work) => {
    exit = await work({ terminal, version: '1.2.3' });
  });
  await program.parseAsync(words, { from: 'user' });
  return { exit, out: out(), err: err() };
}

describe('geofence verify refuses what it would not look at', () => {
  it.each([
    [['./evidence', '--collect'], '--collect: these go with --trail'],
    [['./evidence', '--public-keys', 'k', '--signatures', 's'], '--public-keys, --signatures'],
    [['--trail', './trail', '--until', '2026-10-31'], '--until: these are for evidence'],
    [['--trail', './trail', '--fingerprint', 'aa', '--format', 'json'], '--fingerprint, --format'],
    [[], 'name evidence, or a copy of a trail'],
    [['./evidence', '--trail', './trail'], 'name evidence, or a copy of a trail'],
  ])('%j', async (words, problem) => {
    const { exit, out, err } = await run('verify', ...words);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(problem);
  });
});
