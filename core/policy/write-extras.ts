import { applyEdits, modify } from 'jsonc-parser';
import type { ProfileExtra } from './refresh-extras.ts';

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** The text of a policy with other profiles in its extras; everything else stays as it was written. */
export function writeExtras(text: string, profiles: readonly ProfileExtra[]): string {
  return applyEdits(text, modify(text, ['catalog', 'profiles'], profiles, FORMAT));
}
