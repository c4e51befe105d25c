/* AssemblyScript: sets of bytes among the 64 of four vectors, as `u64`; the lowest bit is the first byte. */

/** The set of bytes whose highest bit is set. */
export function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(a)) |
    ((<u64>(<u32>i8x16.bitmask(b))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(c))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(d))) << 48)
  );
}

export function equal(a: v128, b: v128, c: v128, d: v128, byte: u8): u64 {
  const all = i8x16.splat(byte);
  return bits(i8x16.eq(a, all), i8x16.eq(b, all), i8x16.eq(c, all), i8x16.eq(d, all));
}

export function eitherEqual(a: v128, b: v128, c: v128, d: v128, one: u8, other: u8): u64 {
  const x = i8x16.splat(one);
  const y = i8x16.splat(other);
  return bits(
    v128.or(i8x16.eq(a, x), i8x16.eq(a, y)),
    v128.or(i8x16.eq(b, x), i8x16.eq(b, y)),
    v128.or(i8x16.eq(c, x), i8x16.eq(c, y)),
    v128.or(i8x16.eq(d, x), i8x16.eq(d, y)),
  );
}

/** The bytes right behind those of a set, the last byte of the block before included. */
export function follows(set: u64, last: u64): u64 {
  return (set << 1) | (last >> 63);
}

/** From each odd byte of the set to before the next even one. */
export function spread(set: u64): u64 {
  let all = set;
  all ^= all << 1;
  all ^= all << 2;
  all ^= all << 4;
  all ^= all << 8;
  all ^= all << 16;
  all ^= all << 32;
  return all;
}

/** Control characters. */
export function control(a: v128, b: v128, c: v128, d: v128): u64 {
  const space = i8x16.splat(0x20);
  const smallest = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
  if (!v128.any_true(i8x16.lt_u(smallest, space))) return 0;
  return bits(
    i8x16.lt_u(a, space),
    i8x16.lt_u(b, space),
    i8x16.lt_u(c, space),
    i8x16.lt_u(d, space),
  );
}
