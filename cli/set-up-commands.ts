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
    .command('doctor')
    .description('Look at a real account, read-only: is it watched, and can it call what it may?')
    .option('--region <region>', 'where calls are made (default: the Region set for AWS tools)')
    .option('--home <region>', 'home Region of the deployment (default: the same)')
    .option('--prefix <text>', 'prefix of the deployment', 'bedrock-geofence')
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .option('--probe', 'then make one tiny real call, wait for its record, and say where it ran')
    .option('--through <profile>', 'for --probe: which inference profile (default: a small one)')
    .option('--yes', 'for --probe: do not ask first')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence doctor --region eu-central-1
  $ geofence doctor --region eu-west-3 --home eu-central-1 --probe

Exit codes: 0 all is well, 1 something is wrong, 2 something could not be looked at.`,
    )
    .action((options) =>
      run(async ({ terminal }) => {
        const { doctor } = await import('./doctor.ts');
        return doctor(options, terminal);
      }),
    );
  program
    .command('catalog')
    .description('Keep what the policy knows of inference profiles up to date')
    .command('refresh')
    .description("Write what AWS lists per source Region into the policy's extras")
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--from <region>', 'only this source Region; repeatable', collect, [])
    .addHelpText(
      'after',
      `
Needs bedrock:ListInferenceProfiles, and credentials as every AWS tool takes them.

Examples:
  $ geofence catalog refresh
  $ geofence catalog refresh --from eu-central-1 --from eu-west-2`,
    )
    .action((options) =>
      run(async ({ terminal }) => {
        const { catalogRefresh } = await import('./catalog-refresh.ts');
        return catalogRefresh(options, terminal);
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
