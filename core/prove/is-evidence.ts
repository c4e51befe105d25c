const FIRST = '{"schema":"evidence/';

/** Whether unpacked bytes are lines of evidence, and no log. */
export function isEvidence(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, FIRST.length)) === FIRST;
}
