/*
 * AssemblyScript: becomes WebAssembly with 128-bit vectors. Looks at 64 bytes of compact JSON at a time
 * and certifies them: what it takes is JSON, whatever it cannot be certain of it refuses, and then the
 * file is parsed. A set of bytes of a block is a `u64`, the lowest bit the first byte; `follows(set)` is
 * the set of bytes that stand right behind one of `set`.
 */

import { bits, control, eitherEqual, equal, follows, spread } from './sets';
import { isEscape, isMarker, isScalar } from './tokens';

/** `step` is given bytes here, as many as it is told and 64 more to look ahead. */
export const INPUT: u32 = 65536;
/** Where `step` writes, per candidate: number of the record from 0, its first byte, the byte after it. */
export const CANDIDATES: u32 = 1024;
/** The kind of every open bracket: 1 for a list. */
const STACK: u32 = 0;

const MAX_DEPTH: i32 = 500;
const MAX_RECORD_BYTES: u32 = 1_000_000;
const MAX_CANDIDATES: u32 = (INPUT - CANDIDATES) / 12 - 64;

const MORE: i32 = 0;
const CLOSED: i32 = 1;
const UNCERTAIN: i32 = 2;

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const COMMA: u8 = 0x2c;
const OPEN_LIST: u8 = 0x5b;
const OPEN_OBJECT: u8 = 0x7b;
const CLOSE_LIST: u8 = 0x5d;
const CLOSE_OBJECT: u8 = 0x7d;

/** Records that ended so far. */
export let records: u32 = 0;
/** Candidates that the last step wrote. */
export let candidates: u32 = 0;
/** The byte after the list, once it is closed. */
export let end: u32 = 0;

let base: u32 = 0;
let depth: i32 = 0;
let recordStart: u32 = 0;
let isMarked: bool = false;
/** All ones or none: whether the innermost open bracket is a list. */
let inList: u64 = 0;

let inString: u64 = 0;
let isEscaped: u64 = 0;
let keyCarry: u64 = 0;
/** Of the block before, what the first byte of this one follows. */
let lastOpenQuotes: u64 = 0;
let lastKeyLeads: u64 = 0;
let lastValueLeads: u64 = 0;
let lastKeyEnds: u64 = 0;
let lastValueEnds: u64 = 0;
let lastOpens: u64 = 0;
let lastScalars: u64 = 0;

/** Begins a list: the next byte is the first after its bracket. */
export function begin(at: u32): void {
  records = 0;
  base = at;
  depth = 1;
  store<u8>(STACK + 1, 1);
  isMarked = false;
  inList = -1;
  inString = 0;
  isEscaped = 0;
  keyCarry = 0;
  lastOpenQuotes = 0;
  lastKeyLeads = 0;
  lastValueLeads = (<u64>1) << 63;
  lastKeyEnds = 0;
  lastValueEnds = 0;
  lastOpens = 0;
  lastScalars = 0;
}

/** Looks at so many bytes more, a multiple of 64. */
export function step(length: u32): i32 {
  candidates = 0;
  for (let offset: u32 = 0; offset < length; offset += 64) {
    const found = block(INPUT + offset);
    if (found !== MORE) return found;
    base += 64;
  }
  return MORE;
}

function block(at: u32): i32 {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);

  // Strings: from the opening quote to the byte before the closing one.
  let quotes = equal(a, b, c, d, QUOTE);
  let marks: u64 = 0;
  let isBad: u64 = 0;
  const backslash = i8x16.splat(BACKSLASH);
  const some = v128.or(
    v128.or(i8x16.eq(a, backslash), i8x16.eq(b, backslash)),
    v128.or(i8x16.eq(c, backslash), i8x16.eq(d, backslash)),
  );
  if (v128.any_true(some) || isEscaped !== 0) {
    let backslashes = equal(a, b, c, d, BACKSLASH) & ~isEscaped;
    let escaped = isEscaped;
    isEscaped = 0;
    while (backslashes !== 0) {
      const bit = backslashes & (0 - backslashes);
      const letter = load<u8>(at + <u32>ctz(bit) + 1);
      if (letter === 0x75) marks |= bit;
      else if (!isEscape(letter)) isBad |= bit;
      escaped |= bit << 1;
      if (bit >> 63 !== 0) isEscaped = 1;
      backslashes &= ~(bit | (bit << 1));
    }
    quotes &= ~escaped;
  }
  const strings = spread(quotes) ^ inString;
  inString = <u64>(<i64>strings >> 63);
  const openQuotes = quotes & strings;
  const closeQuotes = quotes & ~strings;
  const outside = ~(strings | closeQuotes);

  const space = i8x16.splat(0x20);
  const al = v128.or(a, space);
  const bl = v128.or(b, space);
  const cl = v128.or(c, space);
  const dl = v128.or(d, space);
  const opens = equal(al, bl, cl, dl, OPEN_OBJECT) & outside;
  const closes = equal(al, bl, cl, dl, CLOSE_OBJECT) & outside;
  const commas = equal(a, b, c, d, COMMA) & outside;
  const colons = equal(a, b, c, d, 0x3a) & outside;
  const scalars = outside & ~(opens | closes | commas | colons);

  // What may begin with `bedrock` or `detail-type`, and bytes above 0x7f.
  const afterQuotes = follows(openQuotes, lastOpenQuotes);
  lastOpenQuotes = openQuotes;
  let words = eitherEqual(a, b, c, d, 0x62, 0x64) & afterQuotes;
  while (words !== 0) {
    const bit = words & (0 - words);
    if (isMarker(at + <u32>ctz(bit))) marks |= bit;
    words ^= bit;
  }
  if (i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) !== 0) {
    marks |= bits(a, b, c, d);
  }

  // Brackets: what they enclose, and where records end.
  let lists = inList;
  let listOpens: u64 = 0;
  let live: u64 = -1;
  let brackets = opens | closes;
  while (brackets !== 0) {
    const bit = brackets & (0 - brackets);
    brackets ^= bit;
    const offset = <u32>ctz(bit);
    const letter = load<u8>(at + offset);
    if ((opens & bit) !== 0) {
      const isList = letter === OPEN_LIST;
      if (depth === 1) {
        recordStart = base + offset;
      }
      depth += 1;
      if (depth > MAX_DEPTH) return UNCERTAIN;
      store<u8>(STACK + depth, <u8>isList);
      if (isList) listOpens |= bit;
    } else {
      if (letter !== (load<u8>(STACK + depth) ? CLOSE_LIST : CLOSE_OBJECT)) return UNCERTAIN;
      depth -= 1;
      if (depth === 0) {
        live = bit | (bit - 1);
        end = base + offset + 1;
        break;
      }
      if (depth === 1) {
        const after = base + offset + 1;
        if (after - recordStart > MAX_RECORD_BYTES) return UNCERTAIN;
        const next = load<u8>(at + offset + 1);
        const isNext = next === COMMA && load<u8>(at + offset + 2) === OPEN_OBJECT;
        if (!isNext && next !== CLOSE_LIST) return UNCERTAIN;
        const before = marks & (bit - 1);
        if (isMarked || before !== 0) {
          if (candidates === MAX_CANDIDATES) return UNCERTAIN;
          const entry = CANDIDATES + 12 * candidates;
          store<u32>(entry, records);
          store<u32>(entry, recordStart, 4);
          store<u32>(entry, after, 8);
          candidates += 1;
        }
        isMarked = false;
        marks ^= before;
        records += 1;
      }
    }
    inList = load<u8>(STACK + depth) ? -1 : 0;
    const beyond = ~(bit | (bit - 1));
    lists = (lists & ~beyond) | (inList & beyond);
  }
  if (marks !== 0) isMarked = true;

  // Grammar: what may stand right behind what.
  const objectOpens = opens & ~listOpens;
  const keyLeads = objectOpens | (commas & ~lists);
  const valueLeads = colons | listOpens | (commas & lists);
  const keys = openQuotes & follows(keyLeads, lastKeyLeads);
  const keyEnds = throughStrings(strings, keys) & closeQuotes;
  isBad |= colons ^ follows(keyEnds, lastKeyEnds);
  const scalarStarts = scalars & ~follows(scalars, lastScalars);
  const values = (openQuotes & ~keys) | opens | scalarStarts;
  isBad |= values & ~follows(valueLeads, lastValueLeads);
  const valueEnds = (closeQuotes & ~keyEnds) | closes | scalars;
  const afterValues = follows(valueEnds, lastValueEnds);
  isBad |= commas & ~afterValues;
  isBad |= closes & ~(afterValues | follows(opens, lastOpens));
  isBad |= control(a, b, c, d);
  if ((isBad & live) !== 0) return UNCERTAIN;

  let starts = scalarStarts & live;
  while (starts !== 0) {
    const bit = starts & (0 - starts);
    if (!isScalar(at + <u32>ctz(bit))) return UNCERTAIN;
    starts ^= bit;
  }
  lastKeyLeads = keyLeads;
  lastValueLeads = valueLeads;
  lastKeyEnds = keyEnds;
  lastValueEnds = valueEnds;
  lastOpens = opens;
  lastScalars = scalars;
  return depth === 0 ? CLOSED : MORE;
}

/** The byte behind each string that one of `keys` opens: an addition carries through all of it. */
function throughStrings(strings: u64, keys: u64): u64 {
  const some = strings + keys;
  const sum = some + keyCarry;
  keyCarry = <u64>(some < strings) | <u64>(sum < some);
  return sum;
}
