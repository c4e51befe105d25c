import type { Check } from '../core/doctor/check.ts';
import { ask } from '../io/ask.ts';
import { labelled } from './layout.ts';
import { loadPolicy } from './load-policy.ts';
import { EXIT, type Exit, type Paint, type Terminal } from './terminal.ts';
import { refuseUnknownRegions } from './unknown-regions.ts';

export type DoctorOptions = {
  readonly policy?: string;
  readonly allow: readonly string[];
  /** The source Region; none: the one that is set for the caller. */
  readonly region?: string;
  readonly home?: string;
  readonly prefix: string;
  readonly probe?: boolean;
  readonly through?: string;
  readonly yes?: boolean;
};

/** `geofence doctor`: looks at a real account, read-only; with `--probe` one tiny real call as well. */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<Exit> {
  const loaded = await loadPolicy(options.policy, options.allow);
  if (loaded.kind === 'unusable') return fail(terminal, loaded.message);
  const { resolved: policy } = loaded;
  const named = [options.region, options.home].flatMap((each) => each ?? []);
  const unknown = refuseUnknownRegions('--region or --home', named, policy);
  if (unknown !== null) return fail(terminal, unknown);

  const { whoCalls } = await import('../io/caller.ts');
  const caller = await ask('sts:GetCallerIdentity', () => whoCalls(options.region));
  if (caller.kind === 'none') {
    return fail(
      terminal,
      `nobody is known to AWS: ${caller.problem}.\n  Fix: sign in (aws sso login), and set AWS_PROFILE and --region.`,
    );
  }
  const { accountId, region } = caller.value;
  const homeRegion = options.home ?? region;
  terminal.out(
    `${labelled('Looking at', `account ${accountId}, calls made in ${region}; home ${homeRegion}`).join('\n')}\n`,
  );
  const { gatherChecks } = await import('./gather-checks.ts');
  const patient = { accountId, region, homeRegion, prefix: options.prefix, policy };
  const checks: Check[] = [];
  for (const looking of gatherChecks(patient)) {
    const check = await looking;
    if (terminal.signal.aborted) return EXIT.interrupted;
    checks.push(check);
    terminal.out(checkText(check, terminal.paint));
  }
  const exit = exitOf(checks);
  if (options.probe !== true) return exit;
  const { probe } = await import('./probe.ts');
  const probed = await probe(patient, options, terminal);
  return probed === EXIT.interrupted ? probed : worst(exit, probed);
}

const WORDS = {
  ok: ['ok', 'good'],
  wrong: ['WRONG', 'alarm'],
  unknown: ['NOT LOOKED', 'warning'],
} as const;

function checkText({ name, outcome, found, fix }: Check, paint: Paint): string {
  const [word, tone] = WORDS[outcome];
  const [first = '', ...rest] = labelled(word, `${name}: ${found}`);
  const fixLines = fix === null ? [] : labelled('', `fix: ${fix}`);
  return `${[first.replace(word, paint(tone, word)), ...rest, ...fixLines].join('\n')}\n`;
}

/** 2: something could not be looked at; 1: something is wrong; 0: all of it is well. */
function exitOf(checks: readonly Check[]): Exit {
  if (checks.some(({ outcome }) => outcome === 'unknown')) return EXIT.failed;
  return checks.some(({ outcome }) => outcome === 'wrong') ? EXIT.found : EXIT.clean;
}

function worst(a: Exit, b: Exit): Exit {
  return a > b ? a : b;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence doctor: ${problem}\n`);
  return EXIT.failed;
}
