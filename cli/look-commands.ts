import { type Command, Option } from 'commander';
import { collect } from './collect.ts';
import { EXPORT_FORMATS } from './export-report.ts';
import type { RunCommand } from './run-command.ts';

/** What looks at logs and evidence, and changes nothing. */
export function addLookCommands(program: Command, run: RunCommand): void {
  program.commandsGroup('Look:');
  program
    .command('audit')
    .description('Judge every Bedrock call in files or folders of CloudTrail logs')
    .argument('<path...>', 'log files or folders')
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .addOption(new Option('--format <format>').choices(['text', ...EXPORT_FORMATS]).default('text'))
    .option('--hub <account/Region>', 'for asff: the Security Hub that takes the findings')
    .option('--report <file>', 'also write one self-contained HTML page')
    .option('--evidence <folder>', 'also write evidence that geofence verify checks')
    .option('--key <file>', 'sign the evidence with this key; made where there is none')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence audit ./AWSLogs
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
}
