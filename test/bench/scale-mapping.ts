import { MOST_BYTES, POLLERS } from './cost-batches.ts';
import { METADATA_BYTES } from './cost-calls.ts';
import { DEPLOYED } from './scale-deployed.ts';
import type { createQueue, Waiting } from './scale-queue.ts';

/** A batch that is full, or whose window has ended. */
export type Batch = {
  /** When its first message was received. */
  readonly openedS: number;
  readonly waiting: Waiting[];
  readonly bodies: string[];
  bytes: number;
};

/** One poller receives ten messages in 15 milliseconds: assumed, AWS does not say. */
export const RECEIVED_A_SECOND = 660;
/** A body within the JSON of an invocation: its quotes are escaped, one in twelve characters. */
const ESCAPED = 13 / 12;

/**
 * Lambda's pollers of one queue: five that gather batches side by side, and up to the greatest
 * concurrency while messages are left over. Ask once a second.
 */
export function createMapping(
  queue: ReturnType<typeof createQueue>,
  bodyOf: (message: number) => string,
) {
  const pollers: (Batch | null)[] = Array.from({ length: POLLERS }, () => null);
  let turn = 0;
  return {
    /** The batches that are ready now, at most so many; what is ready and has no room waits. */
    gather(nowS: number, room: number): readonly Batch[] {
      const ready: Batch[] = [];
      const close = (index: number) => {
        const batch = pollers[index];
        if (batch) ready.push(batch);
        pollers[index] = null;
      };
      for (const [index, batch] of pollers.entries()) {
        if (ready.length < room && batch && isReady(batch, nowS)) close(index);
      }
      let budget = pollers.length * RECEIVED_A_SECOND;
      let blocked = 0;
      while (budget > 0 && blocked < pollers.length && queue.visible() > 0) {
        turn = (turn + 1) % pollers.length;
        if (isFull(pollers[turn] ?? null)) {
          if (ready.length >= room) {
            blocked += 1;
            continue;
          }
          close(turn);
        }
        const waiting = queue.receive(nowS);
        if (waiting === null) break;
        blocked = 0;
        budget -= 1;
        const body = bodyOf(waiting.message);
        const batch = pollers[turn] ?? { openedS: nowS, waiting: [], bodies: [], bytes: 0 };
        pollers[turn] = batch;
        batch.waiting.push(waiting);
        batch.bodies.push(body);
        batch.bytes += bytesOf(body);
      }
      if (queue.visible() > 0 && pollers.length < DEPLOYED.mostAtOnce) pollers.push(null);
      if (queue.visible() === 0 && pollers.length > POLLERS && pollers.at(-1) === null) {
        pollers.pop();
      }
      return ready;
    },
    /** When the message was sent that waits longest in a batch. */
    oldestS: () => Math.min(...pollers.map((batch) => batch?.waiting[0]?.sentS ?? Infinity)),
  };
}

function isReady(batch: Batch, nowS: number): boolean {
  return isFull(batch) || nowS >= batch.openedS + DEPLOYED.windowS;
}

/** Whether another message may have no room. */
function isFull(batch: Batch | null): boolean {
  if (batch === null) return false;
  const next = batch.bytes / batch.waiting.length;
  return batch.bytes + next > MOST_BYTES || batch.waiting.length >= DEPLOYED.batchSize;
}

function bytesOf(body: string): number {
  return Math.ceil(body.length * ESCAPED) + METADATA_BYTES;
}
