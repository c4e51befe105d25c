import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { type ClockHour, hoursAfter } from '../../core/prove/clock-hour.ts';
import { LATE_HOURS } from '../../core/prove/due-hours.ts';
import { sealKeyOf } from '../../core/prove/evidence-layout.ts';
import { readSeal, type Seal } from '../../core/prove/seal.ts';
import type { SealPorts } from './ports.ts';

/** A seal as the next one links to it. */
export type Link = { readonly seal: Seal; readonly sha256: string };

/** The seals that the store shows, each read once. */
export function createChain(read: SealPorts['read']) {
  const links = new Map<ClockHour, Link | null>();
  const missing = new Set<ClockHour>();

  /** Null where there is none. Rejects where what stands there is no seal. */
  async function linkOf(hour: ClockHour): Promise<Link | null> {
    const known = links.get(hour);
    if (known !== undefined) return known;
    const stored = await read(sealKeyOf(hour));
    const link = stored === null ? null : linkTo(hour, stored.bytes);
    links.set(hour, link);
    return link;
  }

  return {
    linkOf,
    /** The seals before an hour, as far back as late objects are looked for. */
    async recentTo(hour: ClockHour): Promise<readonly Seal[]> {
      const recent: Seal[] = [];
      for (let back = 1; back <= LATE_HOURS; back += 1) {
        const before = hoursAfter(hour, -back);
        const link = await linkOf(before);
        if (link === null) missing.add(before);
        else recent.push(link.seal);
        if (link?.seal.previous === null) break;
      }
      return recent;
    },
    add: (hour: ClockHour, link: Link) => void links.set(hour, link),
    /** Hours whose seal should have been there. */
    missing: (): readonly ClockHour[] => [...missing].sort(),
  };
}

/** Reads the bytes of the seal of an hour; throws where they are none. */
export function linkTo(hour: ClockHour, bytes: Uint8Array): Link {
  const read = readSeal(bytes);
  if (read.kind === 'bad') throw new Error(`${sealKeyOf(hour)} is no seal: ${read.problem}`);
  return { seal: read.seal, sha256: sha256Hex(bytes) };
}
