import { MessageChannel } from 'node:worker_threads';

/** Smaller memory may be shared with other bytes (`Buffer.poolSize`), and is not worth the while. */
const WORTH_BYTES = 64 * 1024;

/** A port that is closed takes what it is sent, as the rules of `postMessage` say, and drops it. */
const { port1: closed } = new MessageChannel();
closed.close();

/**
 * Gives the memory of bytes back at once; nobody may look at them afterwards. Left to the collector, they
 * make it mark everything there is again and again: it is told of 64 MB outside its heap, and cannot know
 * that hardly any of them are still in use.
 */
export function releaseMemory({ buffer }: Uint8Array): void {
  if (buffer.byteLength < WORTH_BYTES || !(buffer instanceof ArrayBuffer)) return;
  closed.postMessage(null, [buffer]);
}
