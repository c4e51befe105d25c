import { type DigestKeys, isDigestSignature } from './digest-keys.ts';
import type { DigestSignature } from './digest-signatures.ts';
import type { Digest } from './read-digest.ts';
import type { TrailFlaw, TrailUnproven } from './trail-flaw.ts';

/** A digest and the file in which it lies. */
export type PlacedDigest = { readonly digest: Digest; readonly where: string };

/** A stretch of time, UTC epoch milliseconds. */
export type Stretch = { readonly fromMs: number; readonly untilMs: number };

/** What the digests of one chain prove. */
export type CheckedChain = {
  /** The digests that CloudTrail made, as they are here. */
  readonly valid: ReadonlySet<PlacedDigest>;
  readonly flaws: readonly TrailFlaw[];
  readonly unproven: readonly TrailUnproven[];
  /** Between these no digest was made: logging or its validation was stopped. No sign of tampering. */
  readonly gaps: readonly Stretch[];
  /** The time over which valid digests follow each other, without what lies between them. */
  readonly covered: readonly Stretch[];
};

/**
 * Checks the digests of one account, Region and trail against each other, the newest first: each is proven
 * by a signature, which was saved or stands in the digest that follows, and by the hash that stands there.
 */
export function checkDigestChain(
  placed: readonly PlacedDigest[],
  saved: readonly DigestSignature[],
  keys: DigestKeys,
): CheckedChain {
  const newestFirst = placed.toSorted((a, b) => b.digest.endMs - a.digest.endMs);
  const signatures = groupBy(saved, nameOf);
  const followers = groupBy(placed, ({ digest }) => nameOf(digest.previous));
  const here = new Set(placed.map(({ digest }) => nameOf(digest)));
  const valid = new Set<PlacedDigest>();
  const flaws: TrailFlaw[] = [];
  const unproven: TrailUnproven[] = [];

  for (const each of newestFirst) {
    const { digest, where } = each;
    const proof = prove(each);
    if (proof === null) valid.add(each);
    else if (proof.kind === 'changed') flaws.push({ kind: 'changed', where, what: proof.what });
    else unproven.push({ where, what: proof.what });

    const { previous } = digest;
    const isOldest = each === newestFirst.at(-1);
    if (proof === null && previous !== null && !here.has(nameOf(previous)) && !isOldest) {
      const what = `the digest that ${where} follows is not here`;
      flaws.push({ kind: 'missing', where: previous.key, what });
    }
  }
  for (const signature of saved) {
    if (here.has(nameOf(signature))) continue;
    const what = 'its signature was saved, and the digest is not here';
    flaws.push({ kind: 'missing', where: signature.key, what });
  }
  const inOrder = [...valid].sort((a, b) => a.digest.startMs - b.digest.startMs);
  const covered = stretchesOf(inOrder.map(({ digest }) => digest));
  const starts = inOrder.filter(({ digest }) => digest.previous === null);
  const gaps = starts.flatMap(({ digest }) => gapBefore(digest, covered) ?? []);
  return { valid, flaws, unproven, gaps, covered };

  /** Null where it is proven. */
  function prove(each: PlacedDigest): { kind: 'changed' | 'unproven'; what: string } | null {
    const { digest } = each;
    const after = followers.get(nameOf(digest)) ?? [];
    const proven = after.filter((one) => valid.has(one));
    const links = proven.flatMap(({ digest: { previous } }) => previous ?? []);
    if (links.some(({ sha256 }) => sha256 !== digest.sha256)) {
      return { kind: 'changed', what: 'its hash is not the one in the digest that follows' };
    }
    const known = [...links, ...(signatures.get(nameOf(digest)) ?? [])];
    const key = keys.get(digest.fingerprint);
    if (known.length === 0) {
      const what =
        after.length > 0
          ? 'the digest that follows is not proven itself, and no signature was saved'
          : 'no digest follows, and its signature was not saved';
      return { kind: 'unproven', what };
    }
    if (key === undefined) {
      if (links.length > 0) return null;
      return { kind: 'unproven', what: `no public key ${digest.fingerprint} was given` };
    }
    if (known.every(({ signature }) => isDigestSignature(key, digest.signed, signature)))
      return null;
    return { kind: 'changed', what: "its signature is not CloudTrail's over what it says" };
  }
}

/** Stretches without what lies between them; digests that follow each other make one. */
function stretchesOf(digests: readonly Digest[]): readonly Stretch[] {
  const stretches: { fromMs: number; untilMs: number }[] = [];
  for (const { startMs, endMs } of digests) {
    const last = stretches.at(-1);
    if (last === undefined || startMs > last.untilMs) {
      stretches.push({ fromMs: startMs, untilMs: endMs });
    } else {
      last.untilMs = Math.max(last.untilMs, endMs);
    }
  }
  return stretches;
}

/** What lies between a digest that starts a chain anew and the one that came before. */
function gapBefore({ startMs }: Digest, covered: readonly Stretch[]): Stretch | null {
  const before = covered.findLast(({ untilMs }) => untilMs < startMs);
  return before === undefined ? null : { fromMs: before.untilMs, untilMs: startMs };
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function nameOf(place: { readonly bucket: string; readonly key: string } | null): string {
  return place === null ? '' : `${place.bucket}/${place.key}`;
}
