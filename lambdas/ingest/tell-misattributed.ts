import pMap from 'p-map';
import { hourAt } from '../../core/prove/clock-hour.ts';
import type { Misattribution } from '../../core/watch/misattribution.ts';
import type { IngestPorts } from './ports.ts';
import type { IngestSettings } from './settings.ts';

/** As for findings: a full batch may hold a kind in each message. */
const AT_ONCE = { concurrency: 48 };

/**
 * Tells people of records that name another account or Region than their event, each kind once in a
 * clock hour: one message for all of them, then a marker for each. Answers with the number of messages.
 * Rejects where a port does; whoever calls it again tells what has no marker yet.
 */
export async function tellMisattributed(
  found: readonly Misattribution[],
  { tell: context }: Pick<IngestSettings, 'tell'>,
  { store, publish }: Pick<IngestPorts, 'store' | 'publish'>,
  { hourMs, nowMs }: { readonly hourMs: number; readonly nowMs: number },
): Promise<number> {
  if (found.length === 0) return 0;
  const { groupMisattributions, misattributedKeyOf, misattributedMarker } = await import(
    '../../core/tell/misattributed-groups.ts'
  );
  const groups = groupMisattributions(found, hourAt(hourMs));
  const told = await pMap(groups, (group) => store.has(misattributedKeyOf(group)), AT_ONCE);
  const untold = groups.filter((_, index) => told[index] === false);
  if (untold.length === 0) return 0;
  const { misattributedMessage } = await import('../../core/tell/misattributed-message.ts');
  await publish(misattributedMessage(untold, context));
  const mark = (group: (typeof untold)[number]) =>
    store.put(misattributedKeyOf(group), Buffer.from(misattributedMarker(group, nowMs)));
  await pMap(untold, mark, AT_ONCE);
  return 1;
}
