import { safe } from './layout.ts';

const MOST_FAULTS = 8;

/** Why a policy is not printed. */
export function describeFaults(faults: readonly string[]): string {
  const shown = faults.slice(0, MOST_FAULTS).map((fault) => `  ${safe(fault)}`);
  const more = faults.length > MOST_FAULTS ? [`  and ${faults.length - MOST_FAULTS} more`] : [];
  return ['nothing is printed, because it would not do what it should:', ...shown, ...more].join(
    '\n',
  );
}
