import { folderOfHour, hourAt } from '../../core/prove/clock-hour.ts';
import type { WorkStore } from '../distribute/ports.ts';
import type { Store } from '../ingest/ports.ts';

/**
 * Evidence to which a part may be added again after a crash, in whatever hour: what an earlier attempt has
 * written is not written again. `attempts`: where the hours of attempts are kept in the work bucket.
 */
export async function openOnce(
  evidence: Pick<Store, 'put' | 'has'>,
  work: WorkStore,
  attempts: string,
  nowMs: number,
): Promise<Pick<Store, 'put'>> {
  const folder = folderOfHour(hourAt(nowMs));
  await work.put(`${attempts}${folder}`, new Uint8Array());
  const earlier: string[] = [];
  for await (const key of work.list(attempts)) {
    const hour = key.slice(attempts.length);
    if (hour !== folder) earlier.push(hour);
  }
  return {
    async put(key, bytes) {
      for (const hour of earlier) {
        const before = key.replace(folder, hour);
        if (before !== key && (await evidence.has(before))) return;
      }
      await evidence.put(key, bytes);
    },
  };
}
