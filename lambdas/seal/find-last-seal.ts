import { type ClockHour, hourAt, hourInKey, hoursAfter } from '../../core/prove/clock-hour.ts';
import { SEALS_PREFIX } from '../../core/prove/evidence-layout.ts';
import type { SealPorts } from './ports.ts';

/** Days that are looked at before everything is: a seal is an hour old where all is well. */
const RECENT_DAYS = 3;

/** The hour of the last seal, signed or not; null where there is none. */
export async function findLastSeal({ list, now }: SealPorts): Promise<ClockHour | null> {
  const today = hourAt(now());
  for (let back = 0; back < RECENT_DAYS; back += 1) {
    const day = hoursAfter(today, -24 * back).slice(0, 10);
    const last = await lastBelow(`${SEALS_PREFIX}date=${day}/`, list);
    if (last !== null) return last;
  }
  return lastBelow(SEALS_PREFIX, list);
}

async function lastBelow(prefix: string, list: SealPorts['list']): Promise<ClockHour | null> {
  let last: ClockHour | null = null;
  for await (const { key } of list(prefix)) {
    const hour = key.endsWith('.json') ? hourInKey(key) : null;
    if (hour !== null && (last === null || hour > last)) last = hour;
  }
  return last;
}
