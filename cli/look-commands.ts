import { type Command, Option } from 'commander';
import { collect } from './collect.ts';
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
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .option('--report <file>', 'also write one self-contained HTML page')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence audit ./AWSLogs
  $ geofence audit s3://my-trail/AWSLogs --from 2026-11-01 --until 2026-11-30 --profile audit
  $ geofence audit day.json.gz night.jsonl --allow eu --format json > audit.json`,
    )
    .action((paths, options) =>
      run(async ({ terminal, version }) => {
        const { audit } = await import('./audit.ts');
        return audit(paths, options, version, terminal);
      }),
    );
}
