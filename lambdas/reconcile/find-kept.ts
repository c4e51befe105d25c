import { hourAt, hourInKey } from '../../core/prove/clock-hour.ts';
import { DELIVERY_MARGIN_MS } from '../../core/prove/trail-coverage.ts';
import type { EvidenceReader } from './ports.ts';

const DAY_MS = 86_400_000;

/**
 * Keys of the evidence that may be of the time since an instant: what was written from shortly before it
 * until now, because a record can lie in the queue for two weeks. UTC epoch milliseconds.
 */
export async function* findKept(
  evidence: Pick<EvidenceReader, 'list'>,
  fromMs: number,
  nowMs: number,
): AsyncGenerator<string> {
  const firstMs = fromMs - DELIVERY_MARGIN_MS;
  const firstHour = hourAt(firstMs);
  for (let ms = Math.floor(firstMs / DAY_MS) * DAY_MS; ms <= nowMs; ms += DAY_MS) {
    const day = new Date(ms).toISOString().slice(0, 10);
    for await (const { key } of evidence.list(`evidence/v1/date=${day}/`)) {
      if ((hourInKey(key) ?? firstHour) >= firstHour) yield key;
    }
  }
}
