import type { Arrival } from './cost-calls.ts';

export type Batch = {
  /** When Lambda invokes the function. */
  readonly atMs: number;
  readonly messages: readonly Arrival[];
};

export const WINDOW_SECONDS = 60;
export const MOST_MESSAGES = 10_000;
export const MOST_BYTES = 6 * 1024 * 1024;
/**
 * Lambda reads a standard queue with five pollers at first, each of which gathers a batch of its own. Under
 * a maximum of concurrency they never become fewer (Lambda guide, services-sqs-scaling, read 2026-11-24).
 */
export const POLLERS = 5;
const ENVELOPE_BYTES = '{"Records":[]}'.length;

type Gathering = { readonly openedMs: number; readonly messages: Arrival[]; bytes: number };

/** Batches as the pollers form them: a batch ends with its window, or when the next message has no room. */
export function* batchesOf(calls: Iterable<Arrival>): Generator<Batch> {
  const pollers: (Gathering | null)[] = Array.from({ length: POLLERS }, () => null);
  let turn = 0;
  for (const call of calls) {
    for (const [index, poller] of pollers.entries()) {
      if (poller === null || call.atMs < closesMs(poller)) continue;
      yield { atMs: closesMs(poller), messages: poller.messages };
      pollers[index] = null;
    }
    const bytes = call.record.length + 1;
    const open = pollers[turn] ?? null;
    const isFull =
      open !== null && (open.bytes + bytes > MOST_BYTES || open.messages.length >= MOST_MESSAGES);
    if (isFull) yield { atMs: call.atMs, messages: open.messages };
    if (open === null || isFull) {
      pollers[turn] = { openedMs: call.atMs, messages: [call], bytes: ENVELOPE_BYTES + bytes };
    } else {
      open.messages.push(call);
      open.bytes += bytes;
    }
    turn = (turn + 1) % POLLERS;
  }
  for (const poller of pollers) {
    if (poller !== null) yield { atMs: closesMs(poller), messages: poller.messages };
  }
}

function closesMs({ openedMs }: Gathering): number {
  return openedMs + WINDOW_SECONDS * 1000;
}
