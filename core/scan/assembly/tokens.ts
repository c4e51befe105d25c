/* AssemblyScript: what stands at one place of JSON. All of it looks ahead less than 64 bytes. */

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;
const COMMA: u8 = 0x2c;
const CLOSE_LIST: u8 = 0x5d;
const CLOSE_OBJECT: u8 = 0x7d;

/** Texts of four letters, as a load gives them. */
const BEDR: u32 = 0x7264_6562;
const OCK: u32 = 0x006b_636f;
const DETA: u32 = 0x6174_6564;
const IL_T: u32 = 0x742d_6c69;
const TRUE: u32 = 0x6575_7274;
const NULL: u32 = 0x6c6c_756e;
const FALS: u32 = 0x736c_6166;

/** What may stand behind a backslash, `u` aside. */
export function isEscape(letter: u8): bool {
  switch (letter) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true;
    default:
      return false;
  }
}

/** Whether a text goes on with `bedrock` or `detail-t`. */
export function isMarker(at: u32): bool {
  const first = load<u32>(at);
  const second = load<u32>(at, 4);
  if (first === BEDR) return (second & 0x00ff_ffff) === OCK;
  return first === DETA && second === IL_T;
}

/** Whether a number, `true`, `false` or `null` stands here, and behind it what ends a value. */
export function isScalar(at: u32): bool {
  const end = endOfScalar(at);
  if (end === 0) return false;
  const next = load<u8>(end);
  return next === COMMA || next === CLOSE_OBJECT || next === CLOSE_LIST;
}

/** 0 where none of them stands here, or one too long to look at. */
function endOfScalar(at: u32): u32 {
  const word = load<u32>(at);
  if (word === TRUE || word === NULL) return at + 4;
  if (word === FALS) return load<u8>(at, 4) === 0x65 ? at + 5 : 0;
  const limit = at + 40;
  let next = load<u8>(at) === 0x2d ? at + 1 : at;
  if (load<u8>(next) === 0x30) {
    next += 1;
  } else {
    const start = next;
    next = endOfDigits(next, limit);
    if (next === start) return 0;
  }
  if (load<u8>(next) === 0x2e) {
    const start = next + 1;
    next = endOfDigits(start, limit);
    if (next === start) return 0;
  }
  if ((load<u8>(next) | 0x20) === 0x65) {
    const sign = load<u8>(next, 1);
    const start = next + (sign === 0x2b || sign === 0x2d ? 2 : 1);
    next = endOfDigits(start, limit);
    if (next === start) return 0;
  }
  return next < limit ? next : 0;
}

function endOfDigits(at: u32, limit: u32): u32 {
  let next = at;
  while (next < limit && <u32>load<u8>(next) - 0x30 < 10) next += 1;
  return next;
}
