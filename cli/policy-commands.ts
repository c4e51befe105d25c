import { type Command, Option } from 'commander';
import { collect } from './collect.ts';
import type { RunCommand } from './run-command.ts';

/** What makes, checks and tries policies as text. */
export function addPolicyCommands(program: Command, run: RunCommand): void {
  program
    .command('scp')
    .description('Print a service control policy that lets through what stays inside a fence')
    .option('--base <file>', 'extend your own Region deny instead; repeatable', collect, [])
    .option('--models <model>', 'only this profile or model; repeatable', collect, [])
    .option('--application-profiles <arn>', 'also this one; repeatable', collect, [])
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .option('--fence <name>', 'which fence, where the policy has several')
    .option('-o, --output <folder>', 'write files; needed where one policy does not hold it all')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence scp --allow eu > guard.json
  $ geofence scp --base region-deny.json --allow eu > extended.json
  $ geofence scp --base landing-zone.json --base ou.json --allow eu -o policies

Every policy is simulated before it is printed. Exit codes: 0 printed, 2 not.`,
    )
    .action((options) =>
      run(async ({ terminal }) => {
        const { scp } = await import('./scp.ts');
        return scp(options, terminal);
      }),
    );
  program
    .command('iam')
    .description('Print the policy of a role that calls models inside a fence, and no more')
    .option('--model <model>', 'this profile, or a model by itself; repeatable', collect, [])
    .option('--all', 'every profile that stays inside')
    .option('--data-automation', 'also Data Automation: its profiles and Regions')
    .option('--guardrails', 'also guardrail profiles')
    .option('--from <region>', 'only calls made in this Region; repeatable', collect, [])
    .option('--account <id>', 'the account of the role', '*')
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .option('--fence <name>', 'which fence, where the policy has several')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence iam --model eu.amazon.nova-pro-v1:0 --from eu-central-1 --allow eu
  $ geofence iam --all --data-automation --allow eu > role.json

Every policy is simulated before it is printed. Exit codes: 0 printed, 2 not.`,
    )
    .action((options) =>
      run(async ({ terminal }) => {
        const { iam } = await import('./iam.ts');
        return iam(options, terminal);
      }),
    );
  program
    .command('lint')
    .description('Find what breaks cross-Region inference in policies, or lets it out')
    .argument('<file...>', 'service control policies and policies of roles')
    .addOption(
      new Option('--kind <kind>', 'what they are, where it is told wrongly').choices([
        'scp',
        'identity',
      ]),
    )
    .option('--policy <file>', 'a policy whose catalog to use (default: ./geofence.json, if any)')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Policies of roles that are given together are taken to be of one role.

Examples:
  $ geofence lint region-deny.json
  $ geofence lint landing-zone.json ou.json role.json --format json

Exit codes: 0 nothing found, 1 something, 2 a policy could not be read.`,
    )
    .action((files, options) =>
      run(async ({ terminal }) => {
        const { lint } = await import('./lint.ts');
        return lint(files, options, terminal);
      }),
    );
  program
    .command('simulate')
    .description('Say which authorizations a call needs, and which statement decides each')
    .option('--scp <file>', 'a service control policy; repeatable', collect, [])
    .option('--iam <file>', 'a policy of the calling role; repeatable', collect, [])
    .option('--call <model@region>', 'what is called, and from where; repeatable', collect, [])
    .option('--matrix', 'every profile from every source Region')
    .option('--account <id>', 'the calling account', '111122223333')
    .option('--principal <arn>', 'the calling role, where a policy exempts some')
    .option('--action <action>', 'how it is authorized', 'bedrock:InvokeModel')
    .option('--policy <file>', 'a policy whose catalog to use (default: ./geofence.json, if any)')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
A policy of Deny statements alone is taken to stand beside FullAWSAccess.

Examples:
  $ geofence simulate --scp deny.json --call eu.amazon.nova-pro-v1:0@eu-central-1
  $ geofence simulate --scp deny.json --iam role.json --matrix

Exit codes: 0 all allowed, 1 something denied, 2 not known or asked wrongly.`,
    )
    .action((options) =>
      run(async ({ terminal }) => {
        const { simulate } = await import('./simulate.ts');
        return simulate(options, terminal);
      }),
    );
}
