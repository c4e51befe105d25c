import { printParseErrorCode, visit } from 'jsonc-parser';
import { findBadUtf8 } from './find-bad-utf8.ts';
import { findExcess } from './find-excess.ts';

/** A JSON value, or why the bytes are none and where. */
export type ParsedBytes =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly place: string | null };

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses UTF-8 JSON, with or without a byte order mark. Places are bytes from 0, or line and column
 * from 1.
 */
export function parseBytes(bytes: Uint8Array): ParsedBytes {
  const excess = findExcess(bytes);
  if (excess !== null) return { kind: 'unreadable', ...excess };
  const text = decode(bytes);
  if (text === null) return unreadable('not UTF-8', `byte ${findBadUtf8(bytes)}`);
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return describeSyntax(bytes, text);
  }
}

const exactDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A piece of this many bytes cannot hold values enough to fill the memory. */
const SMALL_BYTES = 1_000_000;

/** The elements of a piece of a list, whose depth was looked at; null where it is no part of any JSON. */
export function parseElements(piece: Uint8Array): readonly unknown[] | null {
  if (piece.length > SMALL_BYTES && findExcess(piece) !== null) return null;
  try {
    return JSON.parse(`[${exactDecoder.decode(piece)}]`) as unknown[];
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function describeSyntax(bytes: Uint8Array, text: string): ParsedBytes {
  const nul = bytes.indexOf(0);
  if (nul !== -1) return unreadable('a NUL byte: no JSON', `byte ${nul}`);
  const error = findSyntaxError(text);
  if (error === null) return unreadable('not JSON', null);
  if (error.isCut) {
    return unreadable('not JSON: it ends too early', `byte ${bytes.length}`);
  }
  return unreadable('not JSON', `line ${error.line}, column ${error.column}`);
}

type SyntaxError = { readonly isCut: boolean; readonly line: number; readonly column: number };

/** The first place at which a text is no JSON. `JSON.parse` of Node 20 does not always tell it. */
function findSyntaxError(text: string): SyntaxError | null {
  let first: SyntaxError | null = null;
  const written = text.trimEnd().length;
  const stop = new Error('the first error is enough');
  try {
    visit(
      text,
      {
        onError: (code, offset, length, line, column) => {
          const isUnended = printParseErrorCode(code).startsWith('UnexpectedEnd');
          const isCut = offset + (isUnended ? length : 0) >= written;
          first = { isCut, line: line + 1, column: column + 1 };
          throw stop;
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    );
  } catch (error) {
    if (error !== stop) throw error;
  }
  return first;
}

function unreadable(problem: string, place: string | null): ParsedBytes {
  return { kind: 'unreadable', problem, place };
}
