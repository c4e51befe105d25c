import type { Command } from 'commander';
import { Option } from 'commander';
import { collect } from './collect.ts';
import type { RunCommand } from './run-command.ts';
import { EXIT } from './terminal.ts';

/** What proves that evidence is what it was. */
export function addProveCommands(program: Command, run: RunCommand): void {
  program.commandsGroup('Prove:');
  program
    .command('verify')
    .description('Check seals, hashes and signatures of evidence, and judge all of it again')
    .argument('[where]', 'a folder, or s3://bucket/prefix')
    .option('--public-key <file>', 'the key that must have signed the seals')
    .option('--fingerprint <hex>', 'SHA-256 of that key; repeatable', collect, [])
    .option('--until <time>', 'the evidence must reach until then (default: where it ends)')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .option('--quiet', 'no progress')
    .option('--trail <folder>', "instead of evidence: CloudTrail's digests of downloaded log files")
    .option('--public-keys <file>', 'with --trail: what aws cloudtrail list-public-keys prints')
    .option('--signatures <file>', 'with --trail: signatures of the newest digests')
    .option('--collect', 'with --trail: first fetch and save keys and signatures from AWS')
    .addHelpText(
      'after',
      `
Nothing is fetched but the evidence itself; a folder is verified without any connection.

Examples:
  $ geofence verify ./evidence --fingerprint 51aa...
  $ geofence verify s3://geofence-evidence-111122223333 --public-key seals.pem
  $ geofence verify ./october --public-key seals.pem --until 2026-10-31
  $ geofence verify --trail ./trail --collect      once, while there is a connection
  $ geofence verify --trail ./trail                from then on, offline

Exit codes: 0 it is as it was sealed, 1 something is wrong, 2 something could not be looked at.`,
    )
    .action((where, options) =>
      run(async ({ terminal }) => {
        if ((where === undefined) === (options.trail === undefined)) {
          terminal.err(
            'geofence verify: name evidence, or a copy of a trail with --trail <folder>.\n',
          );
          return EXIT.failed;
        }
        const unused = unusedOptions(options);
        if (unused.length > 0) {
          const whose = options.trail === undefined ? 'go with --trail' : 'are for evidence';
          terminal.err(`geofence verify: ${unused.join(', ')}: these ${whose}; leave them out.\n`);
          return EXIT.failed;
        }
        if (options.trail !== undefined) {
          const { verifyTrail } = await import('./verify-trail.ts');
          return verifyTrail(options.trail, options, terminal);
        }
        const { verify } = await import('./verify.ts');
        return verify(where, options, Date.now(), terminal);
      }),
    );
  program
    .command('close')
    .description('End findings: who closes them, why, and the ticket are kept beside the evidence')
    .argument('<id...>', 'ids of findings, or of groups that people were told together')
    .option('--evidence <where>', 'a folder, or s3://bucket/prefix')
    .option('--by <name>', 'who closes them')
    .option('--reason <text>', 'why they are closed')
    .option('--ticket <id>', 'where more is written of it')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence close 55ff493f22751ca6 --evidence s3://my-evidence --by jane --reason "client default, mended" --ticket SEC-12

What was closed stays closed: a second closure of the same id changes nothing.`,
    )
    .action((ids, options) =>
      run(async ({ terminal }) => {
        const { close } = await import('./close.ts');
        return close(ids, options, Date.now(), terminal);
      }),
    );
  program
    .command('reconcile')
    .description('Compare a trail with evidence, hour by hour, and add what is missing')
    .option('--trail <source>', "a copy of a trail's bucket, or s3://bucket/prefix")
    .option('--evidence <source>', 'a folder, or s3://bucket/prefix')
    .option('--from <time>', 'first day or instant, UTC (default: the day before yesterday)')
    .option('--until <time>', 'last day or instant, UTC, included (default: yesterday)')
    .option('--repair', 'add what evidence lacks, marked as reconciled')
    .option('--policy <file>', 'judges what was missed before the first seal')
    .option('--distributed', 'in AWS, by the deployed state machine; adds what is missing')
    .option('--follow <execution>', 'follow a distributed run that goes on already')
    .option('--concurrency <number>', 'functions that read at once (default: 100)')
    .option('--list <who>', 'who lists the trail: manifest, or bucket: the map itself')
    .option('--manifest <list>', 's3://<work bucket>/manifests/NAME: read these files alone')
    .option('--prefix <text>', 'prefix of the deployment', 'bedrock-geofence')
    .option('--home <region>', 'home Region of the deployment (default: the one that is set)')
    .option('--yes', 'agree to what a distributed run costs')
    .addHelpText(
      'after',
      `
Examples:
  $ geofence reconcile --trail ./AWSLogs --evidence ./evidence --from 2026-11-03 --until 2026-11-03
  $ geofence reconcile --trail s3://log-archive/org --evidence s3://geofence-evidence --repair
  $ geofence reconcile --distributed --from 2026-01-01 --until 2026-10-31 --home eu-central-1

Exit codes: 0 they agree, 1 they do not, 2 something could not be compared.`,
    )
    .action((options) =>
      run(async ({ terminal, version }) => {
        if (options.distributed === true || options.follow !== undefined) {
          const { reconcileDistributed } = await import('./reconcile-distributed.ts');
          return reconcileDistributed(options, Date.now, terminal);
        }
        const { reconcile } = await import('./reconcile.ts');
        return reconcile(options, version, Date.now, terminal);
      }),
    );
  program
    .command('coverage')
    .description('Show which accounts and Regions can call Bedrock and are not watched')
    .option('--evidence <where>', 'what the watcher kept: a folder, or s3://bucket/prefix')
    .option('--organization <file>', 'an organization from a file; nothing is asked of AWS then')
    .option('--save <file>', 'write what AWS says of the organization into such a file')
    .option('--policy <file>', 'the policy (default: ./geofence.json)')
    .option('--allow <name>', 'a geography or Region instead of a policy; repeatable', collect, [])
    .option(
      '--hub <account>',
      "the account that watches (default: the evidence bucket's, or the caller's)",
    )
    .option('--prefix <prefix>', 'begins the names of what is deployed', 'bedrock-geofence')
    .option('--region <Region>', 'where AWS is asked (default: the one that is set)')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Every account in every Region is exactly one of: watched; callable, not watched;
denied by SCP; not enabled; unknown.

Examples:
  $ geofence coverage --evidence s3://geofence-evidence-111122223333
  $ geofence coverage --evidence s3://my-evidence --save organization.json
  $ geofence coverage --organization organization.json --evidence ./evidence

Exit codes: 0 nobody can call unseen, 1 somebody can,
2 something is unknown or could not be looked at.`,
    )
    .action((options) =>
      run(async ({ terminal }) => {
        const { coverage } = await import('./coverage.ts');
        return coverage(options, Date.now(), terminal);
      }),
    );
  program
    .command('report')
    .description('Make a pack for an auditor: the report, the evidence, and how to check it')
    .argument('<where>', 'a folder, or s3://bucket/prefix')
    .requiredOption('-o, --output <folder>', 'what the pack becomes; empty, or not there')
    .option('--from <time>', 'only calls since this UTC day or instant')
    .option('--until <time>', 'only calls up to this UTC day or instant, which must be sealed')
    .option('--public-key <file>', 'the key that must have signed the seals')
    .option('--fingerprint <hex>', 'SHA-256 of that key; repeatable', collect, [])
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
The evidence is verified and judged again. VERIFY.md in the pack says how to check it with openssl, sha256sum, gzip and
jq alone. Quarantine is left out, and said so.

Examples:
  $ geofence report ./evidence -o ./pack --fingerprint 51aa...
  $ geofence report s3://geofence-evidence-111122223333 --from 2026-10-01 --until 2026-10-31 -o ./october

Exit codes: 0 all of it ran inside and is as it was sealed, 1 something was found, 2 something could not be looked at.`,
    )
    .action((where, options) =>
      run(async ({ terminal, version }) => {
        const { report } = await import('./report.ts');
        return report(where, options, version, Date.now(), terminal);
      }),
    );
}

/** What was asked and would not be looked at: of evidence and of a trail other things can be asked. */
function unusedOptions(options: Readonly<Record<string, unknown>>): readonly string[] {
  const { trail, collect, publicKeys, signatures, publicKey, until, fingerprint, format } = options;
  const asked =
    trail === undefined
      ? { '--collect': collect, '--public-keys': publicKeys, '--signatures': signatures }
      : {
          '--public-key': publicKey,
          '--until': until,
          '--fingerprint': Array.isArray(fingerprint) && fingerprint.length > 0 ? true : undefined,
          '--format json': format === 'json' ? true : undefined,
        };
  return Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : name));
}
