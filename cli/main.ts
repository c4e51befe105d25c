#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { processTerminal } from './process-terminal.ts';
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

/** Everything after the name is one value; an option that takes a value may be repeated. */
function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

const program = new Command('geofence')
  .description('Where did Amazon Bedrock inference really run, and was it allowed to run there?')
  .version(packageJson.version)
  .addHelpText('after', EXAMPLES)
  .showHelpAfterError('(run with --help for usage and examples)')
  .exitOverride();

program.commandsGroup('Look:');
program
  .command('audit')
  .description('Judge every Bedrock call in files or folders of CloudTrail logs')
  .argument('<path...>', 'log files or folders')
  .option('--policy <file>', 'the policy (default: ./geofence.json)')
  .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
  .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
  .option('--report <file>', 'also write one self-contained HTML page')
  .option('--quiet', 'no progress')
  .addHelpText(
    'after',
    `
Examples:
  $ geofence audit ./AWSLogs
  $ geofence audit day.json.gz night.jsonl --allow eu --format json > audit.json`,
  )
  .action(async (paths, options) => {
    const { audit } = await import('./audit.ts');
    exit = await audit(paths, options, packageJson.version, terminal);
  });

program.commandsGroup('Prevent:');
program
  .command('check')
  .description('Say where calls of a profile or model may run, and what to call instead')
  .argument('[model]', 'a profile or model, id or ARN')
  .option('--from <region>', 'only calls that are made in this Region')
  .option('--all', 'every profile from every source Region')
  .option('--policy <file>', 'the policy (default: ./geofence.json)')
  .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
  .option('--fence <name>', 'which fence, where the policy has several')
  .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
  .addHelpText(
    'after',
    `
Examples:
  $ geofence check eu.anthropic.claude-opus-5 --from eu-west-2 --allow eu
  $ geofence check --all --allow eu --format json`,
  )
  .action(async (model, options) => {
    const { check } = await import('./check.ts');
    exit = await check(model, options, terminal);
  });

program.commandsGroup('Set-up:');
program
  .command('init')
  .description('Write geofence.json: from flags, from your own logs, or by asking')
  .option('--allow <name>', 'an allowed geography or Region; repeatable', collect, [])
  .option('--from <logs>', 'propose fences from CloudTrail logs; repeatable', collect, [])
  .option('--policy <file>', 'where to write it', 'geofence.json')
  .option('--observe', 'judge and record, wake nobody')
  .addHelpText(
    'after',
    `
Examples:
  $ geofence init --allow eu
  $ geofence init --from ./AWSLogs`,
  )
  .action(async (options) => {
    const { init } = await import('./init.ts');
    exit = await init(options, terminal);
  });
program
  .command('demo')
  .description('Audit the sample trail that ships with geofence, and write out/report.html')
  .action(async () => {
    const { demo } = await import('./demo.ts');
    exit = await demo(packageJson.version, terminal);
  });

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
