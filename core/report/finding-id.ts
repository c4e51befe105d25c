import { sha256Hex } from '../policy/canonical-json.ts';

/** A finding's id: the first 16 hex digits of the SHA-256 of its call's key. */
export function findingIdOf(key: string): string {
  return sha256Hex(key).slice(0, 16);
}
