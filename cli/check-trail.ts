import { sha256Hex } from '../core/policy/canonical-json.ts';
import {
  type CheckedChain,
  checkDigestChain,
  type PlacedDigest,
  type Stretch,
} from '../core/prove/check-digest-chain.ts';
import type { DigestKeys } from '../core/prove/digest-keys.ts';
import type { DigestSignature } from '../core/prove/digest-signatures.ts';
import { placeLog } from '../core/prove/place-log.ts';
import { type Digest, readDigest } from '../core/prove/read-digest.ts';
import { readTrailFileName, trailNameOf } from '../core/prove/trail-file-name.ts';
import type { TrailFlaw, TrailUnproven } from '../core/prove/trail-flaw.ts';
import { findTrailFiles } from '../io/find-trail-files.ts';
import { readUnpacked } from '../io/read-unpacked.ts';
import { showPath } from '../io/show-path.ts';

/** What the digests in a folder prove of its log files. */
export type CheckedTrail = {
  readonly chains: readonly ({ readonly name: string } & CheckedChain)[];
  readonly digests: number;
  readonly logs: number;
  /** Paths of log files whose bytes a valid digest names. */
  readonly covered: ReadonlySet<string>;
  readonly flaws: readonly TrailFlaw[];
  readonly unproven: readonly TrailUnproven[];
  /** Log files that are newer than every digest. */
  readonly open: number;
  /** Log files of a time of which no valid digest is here. */
  readonly notCovered: readonly string[];
  /** Files that are not named like a trail's. */
  readonly others: number;
};

export type TrailProgress = { readonly digests: number; readonly logs: number };

/**
 * What `--collect` writes into the folder, and what is read from there where no other file is named. Not
 * named like logs, so that an audit of the folder leaves them alone.
 */
export const KEYS_FILE = 'cloudtrail.public-keys';
export const SIGNATURES_FILE = 'cloudtrail.digest-signatures';
const PROOF_FILES = new Set([KEYS_FILE, SIGNATURES_FILE]);

type Log = { readonly path: string; readonly place: string; readonly deliveredMs: number };

/** Checks every digest and log file below a folder, one in memory at a time. */
export async function checkTrail(
  folder: string,
  keys: DigestKeys,
  signatures: readonly DigestSignature[],
  signal: AbortSignal,
  onProgress: (progress: TrailProgress) => void,
): Promise<CheckedTrail> {
  const flaws: TrailFlaw[] = [];
  const unproven: TrailUnproven[] = [];
  const chains = new Map<string, PlacedDigest[]>();
  const logs = new Map<string, Log[]>();
  const covered = new Set<string>();
  const named = new Set<string>();
  const notCovered: string[] = [];
  let [digests, logCount, hashed, others, open] = [0, 0, 0, 0, 0];

  for await (const entry of findTrailFiles(folder)) {
    if (signal.aborted) break;
    if (entry.kind === 'gap') unproven.push({ where: entry.path, what: entry.problem });
    else if (entry.kind === 'other') others += PROOF_FILES.has(trailNameOf(entry.path)) ? 0 : 1;
    else if (entry.is.kind === 'log') {
      const { accountId, region, deliveredMs } = entry.is;
      const log = { path: entry.path, place: `${accountId} ${region}`, deliveredMs };
      add(logs, trailNameOf(entry.path), log);
      logCount += 1;
    } else {
      digests += 1;
      const digest = await digestAt(entry.path);
      if (digest !== null) add(chains, entry.is.chain, { digest, where: entry.path });
      onProgress({ digests, logs: hashed });
    }
  }
  const saved = new Map<string, DigestSignature[]>();
  for (const signature of signatures) {
    const is = readTrailFileName(signature.key);
    if (is?.kind === 'digest') add(saved, is.chain, signature);
  }
  const names = [...new Set([...chains.keys(), ...saved.keys()])].sort();
  const checked = names.map((name) => {
    const chain = checkDigestChain(chains.get(name) ?? [], saved.get(name) ?? [], keys);
    flaws.push(...chain.flaws.map((flaw) => ({ ...flaw, where: showPath(flaw.where) })));
    unproven.push(...chain.unproven.map((each) => ({ ...each, where: showPath(each.where) })));
    return { name, ...chain };
  });
  for (const { valid } of checked) for (const placed of valid) await checkLogs(placed);
  const stretches = stretchesByPlace(checked);
  for (const log of [...logs.values()].flat()) {
    if (!named.has(log.path)) place(log, stretches.get(log.place) ?? []);
  }
  const counts = { digests, logs: logCount, open, others };
  return { chains: checked, ...counts, covered, flaws, unproven, notCovered };

  /** Null where it is none; that is said. */
  async function digestAt(path: string): Promise<Digest | null> {
    const where = showPath(path);
    const read = await readUnpacked(path);
    if (read.kind === 'unseen') {
      unproven.push({ where, what: read.problem });
      return null;
    }
    const parsed = read.kind === 'bytes' ? readDigest(read.bytes) : read;
    if (parsed.kind !== 'digest') {
      flaws.push({ kind: 'changed', where, what: `it is no digest: ${parsed.problem}` });
      return null;
    }
    const { digest } = parsed;
    if (trailNameOf(digest.key) === trailNameOf(path)) return digest;
    const what = `it says that its name is ${showPath(trailNameOf(digest.key))}`;
    flaws.push({ kind: 'misplaced', where, what });
    return null;
  }

  /** Hashes every log file that a valid digest names. */
  async function checkLogs({ digest, where }: PlacedDigest): Promise<void> {
    const read = await readUnpacked(where);
    const again = read.kind === 'bytes' ? readDigest(read.bytes) : read;
    if (again.kind !== 'digest' || again.digest.sha256 !== digest.sha256) {
      unproven.push({ where: showPath(where), what: 'it changed while it was read' });
      return;
    }
    for (const { key, sha256 } of again.files) {
      if (signal.aborted) return;
      const here = logs.get(trailNameOf(key)) ?? [];
      if (here.length === 0) {
        const what = `${showPath(trailNameOf(where))} names it, and it is not here`;
        flaws.push({ kind: 'missing', where: showPath(key), what });
      }
      for (const { path } of here) await checkLog(path, sha256);
    }
  }

  async function checkLog(path: string, sha256: string): Promise<void> {
    hashed += 1;
    onProgress({ digests, logs: hashed });
    const read = await readUnpacked(path);
    const where = showPath(path);
    named.add(path);
    if (read.kind === 'unseen') {
      unproven.push({ where, what: read.problem });
    } else if (read.kind === 'bytes' && sha256Hex(read.bytes) === sha256) {
      covered.add(path);
    } else {
      const what = read.kind === 'damaged' ? read.problem : 'its hash is not the one in its digest';
      flaws.push({ kind: 'changed', where, what });
    }
  }

  function place({ path, deliveredMs }: Log, stretches: readonly Stretch[]): void {
    const where = showPath(path);
    const found = placeLog(deliveredMs, stretches);
    if (found === 'open') open += 1;
    else if (found === 'not covered') notCovered.push(where);
    else {
      const what =
        'digests cover its time and none names it: it was added, or a trail without validation delivered it';
      flaws.push({ kind: 'added', where, what });
    }
  }
}

/** The time that valid digests cover, by account and Region: any trail's digest counts. */
function stretchesByPlace(
  chains: readonly ({ readonly name: string } & CheckedChain)[],
): ReadonlyMap<string, Stretch[]> {
  const stretches = new Map<string, Stretch[]>();
  for (const { name, covered } of chains) {
    const [accountId, region] = name.split(' ');
    for (const stretch of covered) add(stretches, `${accountId} ${region}`, stretch);
  }
  return stretches;
}

function add<T>(groups: Map<string, T[]>, name: string, item: T): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [item]);
  else group.push(item);
}
