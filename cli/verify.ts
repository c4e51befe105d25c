import { readFile } from 'node:fs/promises';
import { momentMs } from '../core/policy/moment.ts';
import { readPublicKey, type SealKey } from '../core/prove/check-signature.ts';
import { reasonOf } from '../io/find-logs.ts';
import { openEvidence } from '../io/open-evidence.ts';
import { showPath } from '../io/show-path.ts';
import { tellProgress } from './tell-progress.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';
import { type Trust, verifyEvidence } from './verify-evidence.ts';
import type { Verified, VerifyProgress } from './verify-result.ts';
import { verifyText } from './verify-text.ts';

export type TrustOptions = {
  readonly publicKey?: string;
  readonly fingerprint: readonly string[];
  readonly until?: string;
};

export type VerifyOptions = TrustOptions & {
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
};

/** `geofence verify <folder | s3://...>`: whether evidence is what was sealed, and judges it again. */
export async function verify(
  where: string,
  options: VerifyOptions,
  nowMs: number,
  terminal: Terminal,
): Promise<Exit> {
  const trust = await readTrust(options, nowMs);
  const opened = await openEvidence(where);
  const problems = [
    ...(trust.kind === 'problems' ? trust.problems : []),
    ...(opened.kind === 'unusable' ? [opened.problem] : []),
  ];
  if (trust.kind === 'problems' || opened.kind === 'unusable') {
    for (const problem of problems) terminal.err(`geofence verify: ${problem}\n`);
    return EXIT.failed;
  }
  const progress = tellProgress(terminal);
  const update = (now: VerifyProgress) => progress.update(() => describeProgress(now));
  const { source } = opened;
  const verified = await verifyEvidence(
    source,
    trust,
    terminal.signal,
    options.quiet === true ? () => undefined : update,
  ).catch((error: Error) => error);
  progress.done();
  if (terminal.signal.aborted) return EXIT.interrupted;
  if (verified instanceof Error) {
    terminal.err(
      `geofence verify: ${showPath(where)} cannot be looked at: ${reasonOf(verified)}\n`,
    );
    return EXIT.failed;
  }
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify(verified, null, 2)}\n`
      : verifyText(verified, terminal.paint),
  );
  return exitOf(verified);
}

/** 2: something could not be looked at; 1: something is wrong; 0: all of it is as it was sealed. */
function exitOf({ flaws, unseen }: Verified): Exit {
  if (unseen.length > 0) return EXIT.failed;
  return flaws.length > 0 ? EXIT.found : EXIT.clean;
}

type ReadTrust =
  | (Trust & { readonly kind: 'trust' })
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** What a person said of keys and of the time to which evidence must reach; all problems at once. */
export async function readTrust(options: TrustOptions, nowMs: number): Promise<ReadTrust> {
  const problems: string[] = [];
  const { publicKey, until } = options;
  const key = publicKey === undefined ? null : await readKey(publicKey);
  if (typeof key === 'string') problems.push(`--public-key ${showPath(publicKey ?? '')}: ${key}`);
  const fingerprints = options.fingerprint.map((text) => text.toLowerCase().replace(/[:\s]/g, ''));
  for (const [index, fingerprint] of fingerprints.entries()) {
    if (/^[0-9a-f]{64}$/.test(fingerprint)) continue;
    const given = showPath(options.fingerprint[index] ?? '');
    problems.push(`--fingerprint ${given}: it has 64 hex digits, as geofence prints it.`);
  }
  const untilMs = until === undefined ? null : momentMs(until, 'last');
  if (until !== undefined && untilMs === null) {
    problems.push(
      `--until ${showPath(until)}: no such time. Write a day, 2026-10-31, or 2026-10-31T12:00Z.`,
    );
  }
  if (problems.length > 0) return { kind: 'problems', problems };
  const keys = key === null || typeof key === 'string' ? [] : [key];
  const trusted = new Set([...fingerprints, ...keys.map(({ fingerprint }) => fingerprint)]);
  return { kind: 'trust', keys, fingerprints: trusted, nowMs, untilMs };
}

async function readKey(file: string): Promise<SealKey | string> {
  const bytes = await readFile(file).catch((error: Error) => error);
  if (bytes instanceof Error) return reasonOf(bytes);
  const key = readPublicKey(bytes);
  return key.kind === 'key' ? key : key.problem;
}

export function describeProgress({ seals, allSeals, objects, records }: VerifyProgress): string {
  return `${seals} of ${allSeals} seals, ${objects} objects, ${records} records`;
}
