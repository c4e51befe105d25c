import type { Line } from '../judge/reading.ts';
import type { LogFile } from '../prove/evidence-line.ts';

/** What was read of one record, on its way from the function that read it to that which settles it. */
export type WorkLine =
  | { readonly side: 'trail'; readonly line: Line; readonly from: LogFile }
  | { readonly side: 'evidence'; readonly line: Line; readonly policySha256: string }
  /** Of a correction that turned out to be no line: the event that it names. */
  | { readonly side: 'trail'; readonly stray: string; readonly from: LogFile }
  | { readonly side: 'evidence'; readonly stray: string };

/** The event that a line or stray names as the one that it corrects; null where it corrects none. */
export function namedBy(each: WorkLine): string | null {
  return 'stray' in each ? each.stray : each.line.corrects;
}
