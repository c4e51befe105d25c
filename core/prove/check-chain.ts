import { sha256Hex } from '../policy/canonical-json.ts';
import { isSignedBy, type SealKey } from './check-signature.ts';
import { type ClockHour, hourAt, hoursAfter } from './clock-hour.ts';
import { isDue, lastDueHour } from './due-hours.ts';
import { publicKeyOf, sealKeyOf, signatureKeyOf } from './evidence-layout.ts';
import type { Flaw, FlawKind, Unseen } from './flaw.ts';
import { readSeal, type Seal } from './seal.ts';

/** A seal as it lies there. */
export type SealFile = {
  /** The hour that its name says. */
  readonly hour: ClockHour;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array | null;
};

export type ChainKeys = {
  /** The keys that lie with the evidence or were given, by fingerprint. */
  readonly known: ReadonlyMap<string, SealKey>;
  /** The fingerprints that somebody vouches for; empty where nobody does. */
  readonly trusted: ReadonlySet<string>;
};

/** Clocks of two machines may differ by this much before one of them is wrong. */
const SKEW_MS = 5 * 60_000;

type Before = { readonly hour: ClockHour; readonly sha256: string; readonly seal: Seal | null };

/** A seal that could be read, and the one before it where that is the one that it names. */
export type ChainedSeal = {
  readonly seal: Seal;
  readonly previous: { readonly seal: Seal; readonly sha256: string } | null;
};

/** Checks seals one after the other, in the order of their names: links, signatures and times. */
export function createChainCheck(keys: ChainKeys, nowMs: number) {
  const flaws: Flaw[] = [];
  const unseen: Unseen[] = [];
  let before: Before | null = null;
  let last: Seal | null = null;
  let signedBy: string | null | undefined;

  return {
    flaws,
    unseen,
    /** The last seal that stands where it belongs. */
    last: (): Seal | null => last,
    add({ hour, bytes, signature }: SealFile): ChainedSeal | null {
      const read = readSeal(bytes);
      const previous = before;
      before = { hour, sha256: sha256Hex(bytes), seal: read.kind === 'seal' ? read.seal : null };
      if (read.kind === 'bad') {
        unseen.push({ where: sealKeyOf(hour), problem: `it is no seal: ${read.problem}` });
        return null;
      }
      const { seal } = read;
      if (seal.hour !== hour) {
        flaw('re-dated', hour, `it is the seal of ${seal.hour}`);
      } else {
        checkLink(seal, previous);
        last = seal;
      }
      checkTime(seal, hour);
      checkSignature(seal, hour, bytes, signature);
      const isLinked = previous?.seal != null && previous.sha256 === seal.previous?.sha256;
      return {
        seal,
        previous: isLinked ? { seal: previous.seal, sha256: previous.sha256 } : null,
      };
    },
    /** What is missing at the end, as of a time; null where nobody said until when it must reach. */
    end(untilMs: number | null): void {
      if (last === null) return;
      if (last.hours === 'event' && !last.final) {
        flaw('cut short', last.hour, 'it does not say that nothing follows, and nothing does');
      }
      if (last.hours === 'event' && untilMs !== null && hourAt(untilMs) > last.hour) {
        const until = new Date(untilMs).toISOString();
        const problem = `it holds the last events, and says nothing of what was read until ${until}`;
        unseen.push({ where: sealKeyOf(last.hour), problem });
      }
      const due = untilMs === null ? last.hour : lastDueHour(untilMs);
      if (last.hours === 'writing' && last.hour < due) {
        const first = hoursAfter(last.hour, 1);
        flaw('cut short', first, `the hours from ${first} to ${due} have no seal`);
      }
    },
  };

  function checkLink(seal: Seal, before: Before | null): void {
    const { previous, hour } = seal;
    if (before?.seal?.final === true) flaw('added', hour, 'it stands after the one that is final');
    if (previous === null) {
      if (before !== null) flaw('reordered', hour, 'it says that it is the first, and is not');
      return;
    }
    if (seal.hours === 'writing' && previous.hour !== hoursAfter(hour, -1)) {
      flaw('gap', hour, `no hour is sealed between ${previous.hour} and this one`);
    }
    if (before === null || previous.hour > before.hour) {
      flaw('missing', previous.hour, `the seal of ${hour} names it as the one before`);
    } else if (previous.hour < before.hour) {
      flaw(
        'added',
        before.hour,
        `the seal of ${hour} names that of ${previous.hour} as the one before`,
      );
    } else if (previous.sha256 !== before.sha256) {
      flaw('changed', before.hour, `it is not the seal whose hash the seal of ${hour} holds`);
    }
  }

  function checkTime({ hours, sealed, hour }: Seal, named: ClockHour): void {
    const sealedMs = Date.parse(sealed);
    if (hours === 'writing' && !isDue(hour, sealedMs)) {
      flaw('re-dated', named, `it says that it was written at ${sealed}, before its hour was past`);
    }
    if (sealedMs > nowMs + SKEW_MS) {
      const now = new Date(nowMs).toISOString();
      const problem = `it says that it was written at ${sealed}, and here it is ${now}: correct the clock of this machine, or ask who wrote it`;
      unseen.push({ where: sealKeyOf(named), problem });
    }
  }

  function checkSignature(
    { signer }: Seal,
    hour: ClockHour,
    bytes: Uint8Array,
    signature: Uint8Array | null,
  ): void {
    const fingerprint = signer?.fingerprint ?? null;
    const isOther =
      keys.trusted.size > 0
        ? fingerprint !== null && !keys.trusted.has(fingerprint)
        : signedBy !== undefined && fingerprint !== signedBy;
    signedBy ??= fingerprint;
    if (isOther) flaw('other key', hour, `it is signed by ${fingerprint ?? 'no key'}`);
    if (fingerprint === null) {
      if (keys.trusted.size > 0) flaw('unsigned', hour, 'it says itself that it is not signed');
      return;
    }
    if (signature === null) {
      flaw('unsigned', hour, `${signatureKeyOf(hour)} is missing`);
      return;
    }
    const key = keys.known.get(fingerprint);
    if (key === undefined) {
      const problem = `it is needed for the seal of ${hour}; give the key with --public-key`;
      if (!isOther) unseen.push({ where: publicKeyOf(fingerprint), problem });
    } else if (!isSignedBy(key.key, bytes, signature)) {
      flaw('changed', hour, 'its signature is not that of its key over these bytes');
    }
  }

  function flaw(kind: FlawKind, hour: ClockHour, what: string): void {
    flaws.push({ kind, where: sealKeyOf(hour), what });
  }
}
