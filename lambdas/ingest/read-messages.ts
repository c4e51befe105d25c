import { createInterner } from '../../core/judge/intern-facts.ts';
import { type ReadBody, readMessage } from '../../core/watch/read-message.ts';

/** One message of the queue. */
export type QueueMessage = { readonly id: string; readonly body: string };

export type ReadMessage = QueueMessage & ReadBody;

/** Reads a batch. Lines that have their facts in common share them, so that little is kept of each. */
export function readMessages(messages: readonly QueueMessage[]): readonly ReadMessage[] {
  const intern = createInterner();
  return messages.map(({ id, body }) => {
    const { reading, misattribution } = readMessage(body);
    return 'line' in reading
      ? { id, body, reading: { ...reading, line: intern(reading.line) }, misattribution }
      : { id, body, reading, misattribution };
  });
}
