const PRIME = 0x01000193;

/**
 * A number of 52 bits for a text: equal texts give equal numbers. Different texts may share one, so that
 * it only ever says what has to be compared.
 */
export function hashKey(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, PRIME);
    b = Math.imul(b ^ code, 0x85ebca6b) + a;
  }
  return (a >>> 0) * 0x100000 + (b >>> 12);
}
