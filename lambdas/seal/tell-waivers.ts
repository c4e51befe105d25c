import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { markerKeyOf, renderMarker } from '../../core/tell/marker.ts';
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
    const id = `waiver-${sha256Hex(JSON.stringify([waiver.id, waiver.until]))}`;
    const name = { hour: `${day}T00`, id };
    const key = markerKeyOf(name);
    if ((await read(key)) !== null) continue;
    await publish(waiverMessage(waiver, tell));
    const fields = { waiver: waiver.id, until: waiver.until, told: new Date(now()).toISOString() };
    await put(key, Buffer.from(renderMarker('told-waiver/1', name, fields)));
  }
}
