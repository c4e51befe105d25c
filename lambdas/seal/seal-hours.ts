import pMap from 'p-map';
import { buildSeal, type ObjectContent, type StoredObject } from '../../core/prove/build-seal.ts';
import { isSignedBy } from '../../core/prove/check-signature.ts';
import { type ClockHour, hourAt, hoursAfter } from '../../core/prove/clock-hour.ts';
import { isDue, lastDueHour } from '../../core/prove/due-hours.ts';
import {
  publicKeyOf,
  SEALED_PREFIXES,
  sealKeyOf,
  signatureKeyOf,
} from '../../core/prove/evidence-layout.ts';
import { readContent } from '../../io/read-content.ts';
import { createChain, type Link, linkTo } from './chain.ts';
import { findLastSeal } from './find-last-seal.ts';
import { findUnsealed, type Unsealed } from './find-unsealed.ts';
import type { SealPorts, SealSettings } from './ports.ts';

/** What a run did and saw. */
export type SealedHours = {
  /** Hours that this run sealed or finished sealing. */
  readonly hours: readonly ClockHour[];
  /** Objects that came after the seal of their own hour, and are sealed now. */
  readonly late: readonly string[];
  /** Objects that a recent seal names and the store no longer shows. */
  readonly gone: readonly string[];
  /** Recent hours whose seal the store no longer shows. */
  readonly missingSeals: readonly ClockHour[];
  /** Whether every hour that is safely past is sealed now. */
  readonly caughtUp: boolean;
};

/** Hours that one run seals at most; what is left, the next run seals. */
const MOST_HOURS = 48;
const AT_ONCE = { concurrency: 8 };

/**
 * Seals every hour that is safely past, oldest first: the seal, then its signature. Whatever fails, the
 * next run goes on from what the store shows. A seal that stands there unsigned is signed only where all
 * that it says is still so, because whoever can write could have put it there. Rejects where a port
 * does, and where what stands there cannot have come from here.
 */
export async function sealHours(settings: SealSettings, ports: SealPorts): Promise<SealedHours> {
  const { fingerprint, key: publicKey } = settings.publicKey;
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  await ports.put(publicKeyOf(fingerprint), Buffer.from(pem));

  const chain = createChain(ports.read);
  const lastDue = lastDueHour(ports.now());
  const lastSealed = await findLastSeal(ports);
  const first = lastSealed ?? (await firstHour(ports, lastDue));
  const hours: ClockHour[] = [];
  const late: string[] = [];
  let hour = first;
  for (; hour <= lastDue && hours.length < MOST_HOURS; hour = hoursAfter(hour, 1)) {
    const link = await sealHour(hour);
    if (link === null) continue;
    chain.add(hour, link);
    hours.push(hour);
    late.push(...link.seal.objects.flatMap(({ key, late }) => (late === true ? key : [])));
  }
  const next = hour > first ? hour : hoursAfter(first, 1);
  const { gone } = await findUnsealed(next, await chain.recentTo(next), ports.list);
  return { hours, late, gone, missingSeals: chain.missing(), caughtUp: hour > lastDue };

  /** Null where the hour was sealed and signed before. */
  async function sealHour(hour: ClockHour): Promise<Link | null> {
    const stored = await ports.read(sealKeyOf(hour));
    const signed = await ports.read(signatureKeyOf(hour));
    if (stored === null && signed !== null)
      throw wrong(hour, 'its signature is there, and it is not');
    const { bytes, isOurs } =
      stored === null ? await writeSeal(hour) : { bytes: stored.bytes, isOurs: false };
    const link = linkTo(hour, bytes);
    if (signed === null) {
      if (!isOurs) await confirm(link, bytes);
      const signature = await ports.sign(Buffer.from(link.sha256, 'hex'));
      await ports.put(signatureKeyOf(hour), signature);
    }
    const signature = signed ?? (await ports.read(signatureKeyOf(hour)));
    if (signature === null || !isSignedBy(publicKey, bytes, signature.bytes)) {
      throw wrong(hour, 'its signature is not that of our key');
    }
    return signed === null ? link : null;
  }

  /** What stands there then, and whether it is what this run wrote: another may have been first. */
  async function writeSeal(hour: ClockHour): Promise<{ bytes: Uint8Array; isOurs: boolean }> {
    const contents = await pMap((await unsealedTo(hour)).objects, contentOf, AT_ONCE);
    const previous = await chain.linkOf(hoursAfter(hour, -1));
    const ours = build(hour, previous, contents, ports.now(), settings);
    await ports.put(sealKeyOf(hour), ours);
    const stored = await ports.read(sealKeyOf(hour));
    if (stored === null) throw wrong(hour, 'it was written and is not there');
    return { bytes: stored.bytes, isOurs: Buffer.from(ours).equals(stored.bytes) };
  }

  /** Reads again what an unsigned seal names, and builds it again. */
  async function confirm({ seal }: Link, bytes: Uint8Array): Promise<void> {
    const sealedMs = Date.parse(seal.sealed);
    if (!isDue(seal.hour, sealedMs) || sealedMs > ports.now()) {
      throw wrong(seal.hour, 'it cannot have been written at the time that it gives');
    }
    const named = new Set(seal.objects.map(({ key }) => key));
    const { objects } = await unsealedTo(seal.hour);
    const there = objects.filter(({ key }) => named.has(key));
    const contents = await pMap(there, contentOf, AT_ONCE);
    const previous = await chain.linkOf(hoursAfter(seal.hour, -1));
    const again = build(seal.hour, previous, contents, sealedMs, seal);
    if (!Buffer.from(again).equals(bytes)) throw wrong(seal.hour, 'it says what is not so');
  }

  async function unsealedTo(hour: ClockHour): Promise<Unsealed> {
    const isFirst = (await chain.linkOf(hoursAfter(hour, -1))) === null;
    return findUnsealed(hour, isFirst ? [] : await chain.recentTo(hour), ports.list);
  }

  function build(
    hour: ClockHour,
    previous: Link | null,
    contents: readonly ObjectContent[],
    sealedMs: number,
    { code, regions }: Pick<SealSettings, 'code' | 'regions'>,
  ): Uint8Array {
    const signer = { algorithm: 'ECDSA_SHA_256', key: settings.keyArn, fingerprint } as const;
    const fixed = { hours: 'writing', final: false, signer } as const;
    return buildSeal({ ...fixed, hour, previous, sealedMs, code, regions, contents });
  }

  async function contentOf(object: StoredObject): Promise<ObjectContent> {
    const read = await ports.read(object.key);
    if (read === null) throw new Error(`${object.key} was listed and is not there`);
    return readContent({ ...object, versionId: read.versionId }, read.bytes);
  }
}

/** The hour of the oldest object; where there is none, the last that is safely past. */
async function firstHour({ list }: SealPorts, lastDue: ClockHour): Promise<ClockHour> {
  let first = lastDue;
  for (const prefix of SEALED_PREFIXES) {
    for await (const { writtenMs } of list(prefix)) {
      const hour = hourAt(writtenMs);
      if (hour < first) first = hour;
    }
  }
  return first;
}

function wrong(hour: ClockHour, what: string): Error {
  return new Error(`${sealKeyOf(hour)}: ${what}. See "seal-broken" in the runbook`);
}
