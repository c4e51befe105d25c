import { type Command, Option } from 'commander';
import { collect } from './collect.ts';
import { EXPORT_FORMATS } from './export-report.ts';
import type { RunCommand } from './run-command.ts';
import { addSourceOptions } from './source-options.ts';

/** What looks at logs and evidence, and changes nothing. */
export function addLookCommands(program: Command, run: RunCommand): void {
  program.commandsGroup('Look:');
  addSourceOptions(program.command('audit'))
    .description('Judge every Bedrock call in CloudTrail logs: files, folders, buckets')
    .argument('<source...>', 'log files, folders, s3://bucket/prefix')
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .addOption(new Option('--format <format>').choices(['text', ...EXPORT_FORMATS]).default('text'))
    .option('--hub <account/Region>', 'for asff: the Security Hub that takes the findings')
    .option('--report <file>', 'also write one self-contained HTML page')
    .option('--evidence <folder>', 'also write evidence that geofence verify checks')
    .option('--key <file>', 'sign the evidence with this key; made where there is none')
    .option('--verified', "say how much of it CloudTrail's own digests cover; folders only")
    .option('--public-keys <file>', 'with --verified, as in geofence verify --trail')
    .option('--signatures <file>', 'with --verified, as in geofence verify --trail')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence audit ./AWSLogs
  $ geofence audit s3://my-trail/AWSLogs --from 2026-11-01 --until 2026-11-30 --profile audit
  $ geofence audit day.json.gz night.jsonl --allow eu --format json > audit.json
  $ geofence audit ./AWSLogs --evidence ./evidence --key seals.key
  $ geofence audit ./AWSLogs --format asff --hub 111122223333/eu-central-1 > batches.jsonl`,
    )
    .action((paths, options) =>
      run(async ({ terminal, version }) => {
        const { audit } = await import('./audit.ts');
        return audit(paths, options, version, terminal);
      }),
    );
  addSourceOptions(program.command('explain'))
    .description('Explain one call, or a refusal that you paste: where, why, and what to change')
    .argument(
      '<what...>',
      'an eventID, requestID or finding and the logs or evidence; or a message',
    )
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .option('--fence <name>', 'for a message: which fence, where the policy has several')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence explain 4f1c9a2e-0f6b-4f3f-8d4e-2b1a9c7e5d10 ./AWSLogs
  $ geofence explain "User: arn:aws:sts::... is not authorized to perform: ..." --allow eu

Exit codes: 0 it stayed inside, or is a message; 1 outside or undecided; 2 not found or not read.`,
    )
    .action((words, options) =>
      run(async ({ terminal }) => {
        const { explain } = await import('./explain.ts');
        return explain(words, options, terminal);
      }),
    );
  addSourceOptions(program.command('diff'))
    .description('Compare two policies over past calls, or two audit results')
    .argument(
      '<path...>',
      'logs or evidence for two policies; else two results of audit --format json',
    )
    .option('--policy <file>', 'the policy as it is')
    .option('--against <file>', 'the policy as it would be')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence diff --policy geofence.json --against stricter.json ./AWSLogs
  $ geofence diff october.json november.json

Exit codes: 0 nothing flips or is new, 1 something, 2 something could not be looked at.`,
    )
    .action((paths, options) =>
      run(async ({ terminal }) => {
        const { diff } = await import('./diff.ts');
        return diff(paths, options, terminal);
      }),
    );
}
