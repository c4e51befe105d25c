import { splitRecords } from '../../core/scan/split-records.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { findLogs } from '../../io/find-logs.ts';
import { readLog } from '../../io/read-log.ts';

export type Event = ReturnType<typeof asEvent>;

/** Every record of the sample day that can be read, as EventBridge would hand it on. */
export async function sampleEvents(): Promise<readonly Event[]> {
  const events: Event[] = [];
  for await (const found of findLogs(['samples/trail'])) {
    const log = found.kind === 'file' ? await readLog(found.path) : null;
    const split = log?.kind === 'bytes' ? splitRecords(log.bytes) : null;
    const items = split?.kind === 'records' ? [...split.items] : [];
    if (items.some(({ kind }) => kind === 'broken')) continue;
    for (const item of items) if (item.kind === 'record') events.push(asEvent(item.record));
  }
  return events;
}
