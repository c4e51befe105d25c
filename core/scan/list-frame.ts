const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Where the elements of a list begin that is a whole file, and whether it stands in an object. */
export type ListStart = { readonly at: number; readonly isObject: boolean };

/** Of a file that begins as one list, or as `{"Records": [`; null for any other. */
export function listStart(bytes: Uint8Array): ListStart | null {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const first = afterSpace(bytes, hasMark ? 3 : 0);
  if (bytes[first] === OPEN_LIST) return { at: first + 1, isObject: false };
  if (bytes[first] !== OPEN_OBJECT) return null;
  const name = afterSpace(bytes, first + 1);
  const key = '"Records"';
  for (let index = 0; index < key.length; index += 1) {
    if (bytes[name + index] !== key.charCodeAt(index)) return null;
  }
  const colon = afterSpace(bytes, name + key.length);
  const list = afterSpace(bytes, colon + 1);
  const isList = bytes[colon] === 0x3a && bytes[list] === OPEN_LIST;
  return isList ? { at: list + 1, isObject: true } : null;
}

/** Whether nothing follows the list but the end of the object and white space. */
export function isListTail(bytes: Uint8Array, from: number, { isObject }: ListStart): boolean {
  let at = afterSpace(bytes, from);
  if (isObject) {
    if (bytes[at] !== CLOSE_OBJECT) return false;
    at = afterSpace(bytes, at + 1);
  }
  return at === bytes.length;
}

function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0a || bytes[at] === 0x0d)
    at += 1;
  return at;
}
