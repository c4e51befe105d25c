import { findCandidates, type Scan } from './find-candidates.ts';
import { isListTail, listStart } from './list-frame.ts';
import { parseElements } from './parse-bytes.ts';
import {
  describeBroken,
  type Item,
  itemsOf,
  splitRecords,
  type Unreadable,
} from './split-records.ts';

/** An item of a log, or how many records there are that cannot be of Bedrock and were not parsed. */
export type ScannedItem = Item | { readonly kind: 'others'; readonly count: number };

/** What the bytes of one log file hold, as far as it can concern Bedrock. */
export type Scanned =
  | { readonly kind: 'records'; readonly items: Iterable<ScannedItem> }
  | Unreadable;

/**
 * Says of a log file what `splitRecords` says, without parsing the records that cannot be of Bedrock.
 * Where the scan is not certain, the file is split and parsed.
 */
export function scanRecords(bytes: Uint8Array): Scanned {
  const start = listStart(bytes);
  const scan = start === null ? null : findCandidates(bytes, start.at);
  if (start === null || scan === null || !isListTail(bytes, scan.end, start)) {
    return splitRecords(bytes);
  }
  return { kind: 'records', items: { [Symbol.iterator]: () => itemsOfScan(bytes, scan) } };
}

function* itemsOfScan(bytes: Uint8Array, scan: Scan): Generator<ScannedItem> {
  let parsed = 0;
  for (const { first, from, to } of scan.candidates) {
    const values = parseElements(bytes.subarray(from, to));
    if (values === null) {
      yield describeBroken(bytes);
      return;
    }
    yield* itemsOf(values, (index) => `record ${first + index + 1}`);
    parsed += values.length;
  }
  yield { kind: 'others', count: scan.records - parsed };
}
