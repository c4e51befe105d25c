import type { Reading } from '../../core/judge/reading.ts';
import { readMessage } from '../../core/watch/read-message.ts';

/** One message of the queue. */
export type QueueMessage = { readonly id: string; readonly body: string };

export type ReadMessage = QueueMessage & { readonly reading: Reading };

export function readMessages(messages: readonly QueueMessage[]): readonly ReadMessage[] {
  return messages.map(({ id, body }) => ({ id, body, reading: readMessage(body) }));
}
