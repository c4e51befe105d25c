import { type Command, Option } from 'commander';
import { collect } from './collect.ts';
import { addPolicyCommands } from './policy-commands.ts';
import type { RunCommand } from './run-command.ts';
import { addSourceOptions } from './source-options.ts';

/** What is asked and made before a call. */
export function addPreventCommands(program: Command, run: RunCommand): void {
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
    .action((model, options) =>
      run(async ({ terminal }) => {
        const { check } = await import('./check.ts');
        return check(model, options, terminal);
      }),
    );
  addSourceOptions(program.command('replay'))
    .description('Say what a service control policy would have done to the recorded calls')
    .argument('<source...>', 'logs (files, folders, s3://bucket/prefix) or evidence')
    .option('--scp <file>', 'a service control policy; repeatable', collect, [])
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
A policy of Deny statements alone is taken to stand beside FullAWSAccess.

Examples:
  $ geofence replay --scp region-deny.json ./AWSLogs
  $ geofence replay --scp guard.json --scp control-tower.json ./AWSLogs --allow eu

Exit codes: 0 nothing would break or pass that should not, 1 something, 2 something is not known.`,
    )
    .action((paths, options) =>
      run(async ({ terminal }) => {
        const { replay } = await import('./replay.ts');
        return replay(paths, options, terminal);
      }),
    );
  addPolicyCommands(program, run);
}
