import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closest } from '../core/catalog/closest.ts';
import type { ResolvedFence, ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { type MadePolicy, makeExtension, makeGuard } from '../core/prevent/make-scp.ts';
import { staysInside } from '../core/prevent/trusted-profiles.ts';
import { showPath } from '../io/show-path.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import { chooseFence } from './choose-fence.ts';
import { describeFaults } from './describe-faults.ts';
import { safe, WIDTH, wrap } from './layout.ts';
import { loadPolicy } from './load-policy.ts';
import { loadScps } from './load-scps.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';
import { unknownModels, unresolvedProfile } from './unknown-models.ts';

export type ScpOptions = {
  readonly base: readonly string[];
  readonly models: readonly string[];
  readonly applicationProfiles: readonly string[];
  readonly fence?: string;
  readonly policy?: string;
  readonly allow: readonly string[];
  readonly output?: string;
};

/** `geofence scp`: service control policies that let through exactly what stays inside a fence. */
export async function scp(options: ScpOptions, terminal: Terminal): Promise<Exit> {
  const loaded = await loadPolicy(options.policy, options.allow);
  const bases = await loadScps(options.base);
  const messages = [loaded, bases].flatMap((each) =>
    each.kind === 'unusable' ? [each.message] : [],
  );
  if (loaded.kind === 'unusable' || bases.kind === 'unusable')
    return fail(terminal, messages.join('\n\n'));
  const policy = loaded.resolved;
  const fence = chooseFence(options.fence, policy);
  if (typeof fence === 'string') return fail(terminal, fence);
  const problems = problemsOf(options, fence, policy);
  if (problems.length > 0) return fail(terminal, problems.join('\n'));

  const documents = await Promise.all(
    options.base.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as unknown),
  );
  const made =
    options.base.length === 0
      ? [makeGuard(fence, policy, options)]
      : bases.scps.map((each, index) =>
          makeExtension({ scp: each, document: documents[index] }, fence, policy, options),
        );
  const faults = made.flatMap((each) => (each.kind === 'faults' ? each.faults : []));
  if (faults.length > 0) return fail(terminal, describeFaults(faults));
  terminal.err(
    `${describe(made, fence, options)
      .flatMap((line) => wrap(line, WIDTH))
      .join('\n')}\n`,
  );
  return print(
    made.flatMap((each) => (each.kind === 'made' ? each.texts : [])),
    options,
    fence,
    terminal,
  );
}

async function print(
  texts: readonly string[],
  { output, base }: ScpOptions,
  fence: ResolvedFence,
  terminal: Terminal,
): Promise<Exit> {
  const [only = ''] = texts;
  if (output === undefined) {
    if (texts.length > 1) {
      return fail(
        terminal,
        `${texts.length} policies do not fit into one.\n  Fix: give a folder with -o.`,
      );
    }
    terminal.out(`${only}\n`);
    return EXIT.clean;
  }
  await mkdir(output, { recursive: true });
  const stem = `${base.length === 0 ? 'guard' : 'region-deny'}-${fence.name.replace(/[^A-Za-z0-9-]/g, '-')}`;
  for (const [index, text] of texts.entries()) {
    const file = join(output, texts.length === 1 ? `${stem}.json` : `${stem}-${index + 1}.json`);
    const written = await writeAtomically(file, `${text}\n`, terminal.signal);
    if (written.kind === 'failed') return fail(terminal, written.problem);
    terminal.err(`Wrote ${showPath(file)}\n`);
  }
  return EXIT.clean;
}

function problemsOf(
  { base, models, applicationProfiles }: ScpOptions,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): readonly string[] {
  const needsMore = base.length === 0 && models.length === 0 && applicationProfiles.length > 0;
  return [
    ...unknownModels(models, policy),
    ...models
      .filter((model) => model.startsWith('arn:'))
      .map(
        (arn) =>
          `--models ${safe(arn)}: an ARN is of one account.\n  Fix: name it with --application-profiles.`,
      ),
    ...(needsMore
      ? [
          '--application-profiles: a guard alone needs none, it looks at where calls run.\n  Fix: leave it out, or give --base or --models too.',
        ]
      : []),
    ...applicationProfiles.flatMap((arn) => {
      if (!Object.hasOwn(policy.profiles, arn)) {
        const known = Object.keys(policy.profiles).filter((id) => id.startsWith('arn:'));
        const near = closest(arn, known, 1).map((each) => ` Did you mean ${each}?`);
        return [`--application-profiles ${unresolvedProfile(arn)}${near.join('')}`];
      }
      return staysInside(arn, arn.split(':')[3] ?? '', fence, policy)
        ? []
        : [`--application-profiles ${safe(arn)}: it may leave fence "${fence.name}".`];
    }),
  ];
}

function describe(
  made: readonly MadePolicy[],
  { name, scope, mode }: ResolvedFence,
  { base }: ScpOptions,
): readonly string[] {
  const simulated = made.reduce(
    (sum, each) => sum + (each.kind === 'made' ? each.simulated : 0),
    0,
  );
  const { accounts, ...narrower } = scope;
  const others = Object.keys(narrower);
  return [
    `For ${accounts === undefined ? 'every account' : `accounts ${safe(accounts.join(', '))}`}: fence "${safe(name)}". ${simulated} calls simulated, as they should be.`,
    ...(mode === 'observe' ? ['The fence only observes; this policy would refuse.'] : []),
    ...(others.length === 0
      ? []
      : [
          `The fence is narrower (${others.join(', ')}); the policy holds whoever it is attached to.`,
        ]),
    ...(base.length === 0
      ? []
      : [
          'It trusts the name of a profile: with the right one, a call passes to any Region. Attach the guard beside it (geofence scp without --base), which looks at where a call runs.',
        ]),
  ];
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence scp: ${problem}\n`);
  return EXIT.failed;
}
