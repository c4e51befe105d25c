import { createHash } from 'node:crypto';

/** The namespace of this project's names: random, and never to change. */
const NAMESPACE = Buffer.from('6f0c51d2a1f94e0c9a7b3d2c58e41b97', 'hex');

/** A name-based UUID (version 5, RFC 9562): equal texts give equal UUIDs. */
export function nameUuid(...texts: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(JSON.stringify(texts)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [0, 8, 12, 16, 20].map((at, index, all) => hex.slice(at, all[index + 1])).join('-');
}
