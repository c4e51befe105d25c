import type { Command } from 'commander';
import { collect } from './collect.ts';
import type { RunCommand } from './run-command.ts';

/** What is done once. */
export function addSetUpCommands(program: Command, run: RunCommand): void {
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
    .action((options) =>
      run(async ({ terminal }) => {
        const { init } = await import('./init.ts');
        return init(options, terminal);
      }),
    );
  program
    .command('demo')
    .description('Audit the sample trail that ships with geofence, and write out/report.html')
    .action(() =>
      run(async ({ terminal, version }) => {
        const { demo } = await import('./demo.ts');
        return demo(version, terminal);
      }),
    );
}
