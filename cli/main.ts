#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addLookCommands } from './look-commands.ts';
import { addPreventCommands } from './prevent-commands.ts';
import { processTerminal } from './process-terminal.ts';
import { addProveCommands } from './prove-commands.ts';
import type { RunCommand } from './run-command.ts';
import { addSetUpCommands } from './set-up-commands.ts';
import { EXIT, type Exit } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ geofence demo                                       see it on a sample organization's day
  $ geofence init --allow eu                            write geofence.json
  $ geofence audit ./AWSLogs                            judge your own CloudTrail logs
  $ geofence audit day.json.gz --allow eu --allow eu-west-2 --report page.html

Exit codes: 0 all inside, 1 something outside or undecided, 2 something could not be looked at.`;

const terminal = processTerminal();
let exit: Exit = EXIT.clean;

const run: RunCommand = async (command) => {
  exit = await command({ terminal, version: packageJson.version });
};

const program = new Command('geofence')
  .description('Where did Amazon Bedrock inference really run, and was it allowed to run there?')
  .version(packageJson.version)
  .addHelpText('after', EXAMPLES)
  .showHelpAfterError('(run with --help for usage and examples)')
  .exitOverride();

addLookCommands(program, run);
addPreventCommands(program, run);
addProveCommands(program, run);
addSetUpCommands(program, run);

try {
  await program.parseAsync();
} catch (error) {
  exit = await explainFailure(error);
}
process.exitCode = terminal.signal.aborted ? EXIT.interrupted : exit;

async function explainFailure(error: unknown): Promise<Exit> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failed;
  if (terminal.signal.aborted) return EXIT.interrupted;
  const { describeBug } = await import('./describe-bug.ts');
  terminal.err(describeBug(error, packageJson.version));
  return EXIT.failed;
}
