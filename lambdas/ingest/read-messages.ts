import type { Line } from '../../core/judge/reading.ts';
import { type ReadBody, readMessage } from '../../core/watch/read-message.ts';

/** One message of the queue. */
export type QueueMessage = { readonly id: string; readonly body: string };

export type ReadMessage = QueueMessage & ReadBody;

/**
 * Reads a batch. Lines that have their facts in common share them by `intern`, so that little is kept of
 * each, and what is alike is judged once.
 */
export function readMessages(
  messages: readonly QueueMessage[],
  intern: (line: Line) => Line,
): readonly ReadMessage[] {
  return messages.map(({ id, body }) => {
    const { reading, misattribution } = readMessage(body);
    return 'line' in reading
      ? { id, body, reading: { ...reading, line: intern(reading.line) }, misattribution }
      : { id, body, reading, misattribution };
  });
}
