import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { waiverMessage } from '../../core/tell/waiver-message.ts';
import type { HourlyPorts, HourlySettings } from './hourly.ts';

const DAY_MS = 86_400_000;
/** How long before its end somebody is told. */
const AHEAD_MS = 14 * DAY_MS;

/** Tells people once of each waiver that ends within two weeks. */
export async function tellWaivers(
  { policy, tell }: HourlySettings,
  { now, read, put, publish }: HourlyPorts,
): Promise<void> {
  for (const waiver of policy.waivers) {
    const leftMs = Date.parse(waiver.until) - now();
    if (leftMs < 0 || leftMs > AHEAD_MS) continue;
    const day = new Date(Date.parse(waiver.until) - AHEAD_MS).toISOString().slice(0, 10);
    const id = sha256Hex(JSON.stringify(['waiver', waiver.id, waiver.until]));
    const key = `told/v1/date=${day}/${id}.json`;
    if ((await read(key)) !== null) continue;
    await publish(waiverMessage(waiver, tell));
    const marker = { schema: 'waiver-told/1', waiver: waiver.id, until: waiver.until };
    const told = new Date(now()).toISOString();
    await put(key, Buffer.from(`${JSON.stringify({ ...marker, told })}\n`));
  }
}
