import type { ReadEvidenceLine } from '../prove/read-evidence-line.ts';
import { describeMisattribution } from '../watch/misattribution.ts';
import type { Gap } from './audit-report.ts';

/** A record that came in an event of another account or Region; none where it did not. */
export function misattributedGap(line: ReadEvidenceLine, file: string): readonly Gap[] {
  if (line.kind === 'bad' || line.misattribution === null) return [];
  const eventId = 'line' in line.reading ? line.reading.line.eventId : null;
  const problem = describeMisattribution(line.misattribution);
  return [{ kind: 'misattributed', file, place: eventId && `event ${eventId}`, problem }];
}
