import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DigestKeys, readDigestKeys } from '../core/prove/digest-keys.ts';
import { type DigestSignature, readDigestSignatures } from '../core/prove/digest-signatures.ts';
import { reasonOf } from '../io/find-logs.ts';
import { showPath } from '../io/show-path.ts';
import { type CheckedTrail, checkTrail, KEYS_FILE, SIGNATURES_FILE } from './check-trail.ts';
import { tellProgress } from './tell-progress.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';
import { trailText } from './trail-text.ts';

export type VerifyTrailOptions = {
  /** As `aws cloudtrail list-public-keys` prints them; default: the file beside the logs. */
  readonly publicKeys?: string;
  /** As `--collect` saves them; default: the file beside the logs. */
  readonly signatures?: string;
  readonly collect?: boolean;
};

/** `geofence verify --trail <folder>`: checks CloudTrail's own digests of downloaded files, offline. */
export async function verifyTrail(
  folder: string,
  options: VerifyTrailOptions,
  terminal: Terminal,
): Promise<Exit> {
  const saved = await readProofs(folder, options);
  const collects = options.collect === true && saved.kind === 'proofs';
  if (collects && !(await collect(folder, options, terminal))) return EXIT.failed;
  const proofs = collects ? await readProofs(folder, options) : saved;
  if (proofs.kind === 'unusable') {
    terminal.err(`geofence verify: ${proofs.problem}\n`);
    return EXIT.failed;
  }
  const line = tellProgress(terminal);
  const checked = await checkTrail(
    folder,
    proofs.keys,
    proofs.signatures,
    terminal.signal,
    ({ digests, logs }) => line.update(() => `${digests} digests, ${logs} log files checked`),
  );
  line.done();
  if (terminal.signal.aborted) return EXIT.interrupted;
  terminal.out(trailText(checked, terminal.paint));
  return exitOf(checked);
}

/** 2: not all could be proven; 1: something is wrong; 0: every digest, and every log file of its time. */
function exitOf({ flaws, unproven, notCovered, chains }: CheckedTrail): Exit {
  if (unproven.length > 0 || notCovered.length > 0 || chains.length === 0) return EXIT.failed;
  return flaws.length > 0 ? EXIT.found : EXIT.clean;
}

type Proofs =
  | {
      readonly kind: 'proofs';
      readonly keys: DigestKeys;
      readonly signatures: readonly DigestSignature[];
    }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Reads saved keys and signatures. Without any, nothing is proven, and every digest says so. */
export async function readProofs(folder: string, options: VerifyTrailOptions): Promise<Proofs> {
  const mayLack = (asked: string | undefined) => asked === undefined || options.collect === true;
  const { publicKeys, signatures } = options;
  const keysFile = await readSaved(publicKeys ?? join(folder, KEYS_FILE), mayLack(publicKeys));
  const signaturesFile = await readSaved(
    signatures ?? join(folder, SIGNATURES_FILE),
    mayLack(signatures),
  );
  const unusable = (file: string, problem: string): Proofs => ({
    kind: 'unusable',
    problem: `${showPath(file)}: ${problem}`,
  });
  if (keysFile.bytes instanceof Error) return unusable(keysFile.path, reasonOf(keysFile.bytes));
  if (signaturesFile.bytes instanceof Error) {
    return unusable(signaturesFile.path, reasonOf(signaturesFile.bytes));
  }
  const keys = readDigestKeys(keysFile.bytes ?? Buffer.from('[]'));
  if (keys.kind === 'bad') return unusable(keysFile.path, keys.problem);
  const none = { kind: 'signatures', signatures: [] } as const;
  const read = signaturesFile.bytes === null ? none : readDigestSignatures(signaturesFile.bytes);
  if (read.kind === 'bad') return unusable(signaturesFile.path, read.problem);
  return { kind: 'proofs', keys: keys.keys, signatures: read.signatures };
}

/** Null where there is none and none is needed. */
async function readSaved(
  path: string,
  mayLack: boolean,
): Promise<{ readonly path: string; readonly bytes: Buffer | Error | null }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
  const absent = bytes instanceof Error && bytes.code === 'ENOENT' && mayLack;
  return { path, bytes: absent ? null : bytes };
}

async function collect(
  folder: string,
  options: VerifyTrailOptions,
  terminal: Terminal,
): Promise<boolean> {
  const { collectProofs } = await import('./collect-proofs.ts');
  const collected = await collectProofs(
    folder,
    {
      keys: options.publicKeys ?? join(folder, KEYS_FILE),
      signatures: options.signatures ?? join(folder, SIGNATURES_FILE),
    },
    terminal,
  );
  for (const problem of collected.problems) terminal.err(`geofence verify --collect: ${problem}\n`);
  terminal.err(`${collected.said}\n`);
  return collected.problems.length === 0;
}
