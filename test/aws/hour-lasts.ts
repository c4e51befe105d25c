import { setTimeout as sleep } from 'node:timers/promises';

const HOUR_MS = 3_600_000;
/** Ten times what such a test takes with nothing else to do. */
const ENOUGH_MS = 180_000;

/** Waits for the next clock hour where this one is about to end, so that what follows falls into one hour and one day. */
export async function hourLasts(): Promise<void> {
  const left = HOUR_MS - (Date.now() % HOUR_MS);
  if (left < ENOUGH_MS) await sleep(left + 100);
}
