import { type ClockHour, hourAt, hourInKey } from '../../core/prove/clock-hour.ts';
import { SEALS_PREFIX } from '../../core/prove/evidence-layout.ts';
import { readSeal, type Seal } from '../../core/prove/seal.ts';
import type { Unseen } from '../../core/prove/unseen.ts';
import type { EvidenceReader, Period } from './ports.ts';

/** The seals of a period and the last one before it, and those that could not be read. */
export async function readSeals(
  evidence: EvidenceReader,
  { fromMs, untilMs }: Period,
): Promise<{ readonly seals: readonly Seal[]; readonly unseen: readonly Unseen[] }> {
  const lastHour = hourAt(untilMs - 1);
  const hours: { readonly hour: ClockHour; readonly key: string }[] = [];
  for await (const { key } of evidence.list(SEALS_PREFIX)) {
    const hour = key.endsWith('.json') ? hourInKey(key) : null;
    if (hour !== null && hour <= lastHour) hours.push({ hour, key });
  }
  const inOrder = hours.sort((a, b) => (a.hour < b.hour ? -1 : 1));
  const before = inOrder.findLastIndex(({ hour }) => hour < hourAt(fromMs));
  const seals: Seal[] = [];
  const unseen: Unseen[] = [];
  for (const { key } of inOrder.slice(Math.max(0, before))) {
    const object = await evidence.read(key);
    const read = object === null ? null : readSeal(object.bytes);
    if (read?.kind === 'seal') seals.push(read.seal);
    else unseen.push({ where: key, problem: read?.problem ?? 'it was listed and is not there' });
  }
  return { seals, unseen };
}
