import { sha256Hex } from '../policy/canonical-json.ts';
import type { ClockHour } from '../prove/clock-hour.ts';

/** Where it is kept that an hour was closed: beside the markers of what was told, and sealed as they are. */
export function closedKeyOf(hour: ClockHour): string {
  return `told/v1/date=${hour.slice(0, 10)}/${sha256Hex(`closed ${hour}`)}.json`;
}
