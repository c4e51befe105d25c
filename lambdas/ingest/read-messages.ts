import { createInterner } from '../../core/judge/intern-facts.ts';
import type { Reading } from '../../core/judge/reading.ts';
import { readMessage } from '../../core/watch/read-message.ts';

/** One message of the queue. */
export type QueueMessage = { readonly id: string; readonly body: string };

export type ReadMessage = QueueMessage & { readonly reading: Reading };

/** Reads a batch. Lines that have their facts in common share them, so that little is kept of each. */
export function readMessages(messages: readonly QueueMessage[]): readonly ReadMessage[] {
  const intern = createInterner();
  return messages.map(({ id, body }) => {
    const reading = readMessage(body);
    return 'line' in reading
      ? { id, body, reading: { ...reading, line: intern(reading.line) } }
      : { id, body, reading };
  });
}
