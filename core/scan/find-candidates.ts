import { CERTIFY_WASM } from './certify-wasm.ts';

/** Records that stand side by side and may be of Bedrock, with the commas between them. */
type Candidates = {
  /** Number of the first in its file, from 0. */
  readonly first: number;
  readonly from: number;
  readonly to: number;
};

/** What was found of a list of which every byte was looked at. */
export type Scan = {
  readonly records: number;
  readonly candidates: readonly Candidates[];
  /** The byte after the bracket that closes the list. */
  readonly end: number;
};

/** What `assembly/certify.ts` exports. */
type Certify = {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly INPUT: { readonly value: number };
  readonly CANDIDATES: { readonly value: number };
  readonly records: { readonly value: number };
  readonly candidates: { readonly value: number };
  readonly end: { readonly value: number };
  readonly begin: (at: number) => void;
  readonly step: (length: number) => number;
};

/** The types of Node name this, and not what it can do. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

const OPEN_OBJECT = 0x7b;
const STEP_BYTES = 65_536;
const LOOK_AHEAD = 64;
const CLOSED = 1;
const UNCERTAIN = 2;
/** Candidates side by side are parsed together until they are this long. */
const TOGETHER_BYTES = 256 * 1024;

let loaded: Certify | undefined;

/** Compiled when the first list is scanned; one for each thread. */
function certify(): Certify {
  loaded ??= new WebAssembly.Instance(
    new WebAssembly.Module(Uint8Array.from(atob(CERTIFY_WASM), (letter) => letter.charCodeAt(0))),
  ).exports as Certify;
  return loaded;
}

/**
 * Scans a list of records, from the first byte after its bracket, without parsing it. What it gives is
 * certain: the list is JSON, but for its candidates, which must still parse, and no other record of it is
 * of Bedrock or an envelope. Null where it cannot be certain, as of anything that is not compact.
 */
export function findCandidates(bytes: Uint8Array, at: number): Scan | null {
  if (bytes[at] !== OPEN_OBJECT) return null;
  const { memory, INPUT, begin, step, ...exported } = certify();
  const input = new Uint8Array(memory.buffer, INPUT.value, STEP_BYTES + LOOK_AHEAD);
  const found = new Uint32Array(memory.buffer, exported.CANDIDATES.value);
  const candidates: Candidates[] = [];
  begin(at);
  for (let from = at; from < bytes.length; from += STEP_BYTES) {
    const piece = bytes.subarray(from, from + input.length);
    input.set(piece);
    input.fill(0x20, piece.length);
    const state = step(STEP_BYTES);
    if (state === UNCERTAIN) return null;
    for (let entry = 0; entry < 3 * exported.candidates.value; entry += 3) {
      addCandidate(candidates, found[entry], found[entry + 1], found[entry + 2]);
    }
    if (state === CLOSED) {
      return { records: exported.records.value, candidates, end: exported.end.value };
    }
  }
  return null;
}

function addCandidate(all: Candidates[], first = 0, from = 0, to = 0): void {
  const last = all.at(-1);
  if (last !== undefined && last.to + 1 === from && to - last.from <= TOGETHER_BYTES) {
    all[all.length - 1] = { ...last, to };
  } else {
    all.push({ first, from, to });
  }
}
