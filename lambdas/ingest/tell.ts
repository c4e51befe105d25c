import pMap from 'p-map';
import type { JudgedCall } from '../../core/judge/judged.ts';
import type { TellGroup } from '../../core/tell/tell-groups.ts';
import type { IngestPorts } from './ports.ts';
import type { IngestSettings } from './settings.ts';

/** A flood makes at most this many messages a batch, the last of which sums up the rest. */
const MOST_MESSAGES = 20;
/**
 * A full batch may hold 2,350 groups, each with a look and a marker in a Region that may be 300 ms away:
 * 30 seconds of the function's minute. The SDK holds 50 connections.
 */
const AT_ONCE = { concurrency: 48 };

/** How the telling went. */
export type Told = {
  readonly messages: number;
  /** Calls that nobody could be told of: their messages come again. */
  readonly failed: readonly JudgedCall[];
  readonly errors: readonly unknown[];
};

/**
 * Tells people of findings that they were not told of in this clock hour: first the message, then the
 * marker that it was sent. A crash between the two tells it again; none is ever lost.
 */
export async function tell(
  groups: readonly TellGroup[],
  { tell: context }: Pick<IngestSettings, 'tell'>,
  { store, publish }: Pick<IngestPorts, 'store' | 'publish'>,
  nowMs: number,
): Promise<Told> {
  const { toldKeyOf, toldMarker } = await import('../../core/tell/told-marker.ts');
  const { findingMessage } = await import('../../core/tell/finding-message.ts');
  const { summaryMessage } = await import('../../core/tell/summary-message.ts');
  const failed: JudgedCall[] = [];
  const errors: unknown[] = [];
  let messages = 0;

  const known = await attempt(groups, (group) => store.has(toldKeyOf(group)));
  const untold = groups.filter((_, index) => known[index] === false);
  const single = untold.length > MOST_MESSAGES ? untold.slice(0, MOST_MESSAGES - 1) : untold;
  const rest = untold.slice(single.length);

  await attempt(single, async (group) => {
    await publish(findingMessage(group, context, nowMs));
    messages += 1;
    await mark(group);
  });
  if (rest.length > 0) {
    const summary = publish(summaryMessage(rest, context)).then(() => {
      messages += 1;
    });
    await attempt(rest, async (group) => {
      await summary;
      await mark(group);
    });
  }
  return { messages, failed, errors };

  async function mark(group: TellGroup): Promise<void> {
    await store.put(toldKeyOf(group), Buffer.from(toldMarker(group, nowMs)));
  }

  /** Does the work for each group; null where it failed. */
  async function attempt<R>(
    some: readonly TellGroup[],
    work: (group: TellGroup) => Promise<R>,
  ): Promise<readonly (R | null)[]> {
    return pMap(
      some,
      async (group) => {
        try {
          return await work(group);
        } catch (error) {
          failed.push(...group.calls);
          errors.push(error);
          return null;
        }
      },
      AT_ONCE,
    );
  }
}
