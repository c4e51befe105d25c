import type { Judged, JudgedCall } from '../judge/judged.ts';
import { ALARMS } from '../measure/alarms.ts';
import { createMinuteCounts, ringAlarms } from '../measure/ring-alarms.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { isCanary } from '../watch/is-canary.ts';
import type { Gap, RungAlarm } from './audit-report.ts';

const DAY_MS = 86_400_000;
const LAST_MINUTE_MS = DAY_MS - 60_000;

type GapCounts = {
  readonly unreadableFiles: number;
  readonly unreadableRecords: number;
  readonly unrecognised: number;
  readonly gaps: readonly Gap[];
};

/** Collects what alarms watch, and says at the end which would have rung. */
export type AlarmWatch = {
  readonly add: (judged: Judged) => void;
  readonly ring: (gaps: GapCounts, untilMs: number | null) => readonly RungAlarm[];
};

/**
 * What only the end of the day can tell (a stream that stayed open, a file that could not be read) rings
 * in the last minute of the last day. A fence that only observes wakes nobody.
 */
export function createAlarmWatch(policy: ResolvedPolicy): AlarmWatch {
  const counts = createMinuteCounts();
  let openStreams = 0;
  return {
    add({ call, submission }) {
      if (call !== null && !call.observed) addCall(call);
      if (submission?.exposed && !submission.observed) counts.add('Exposed', submission.timeMs);
    },
    ring({ unreadableFiles, unreadableRecords, unrecognised, gaps }, untilMs) {
      const closeMs =
        untilMs === null ? null : Math.floor(untilMs / DAY_MS) * DAY_MS + LAST_MINUTE_MS;
      counts.add('Undecided', closeMs, openStreams);
      counts.add('Unreadable', closeMs, unreadableFiles + unreadableRecords);
      counts.add('Unrecognised', closeMs, unrecognised);
      const misattributed = gaps.filter(({ kind }) => kind === 'misattributed').length;
      counts.add('Misattributed', closeMs, misattributed);
      return ringAlarms(ALARMS, counts).map(({ alarm, atMs, count }) => ({
        id: alarm.id,
        severity: alarm.severity,
        at: atMs === null ? null : new Date(atMs).toISOString().replace('.000Z', 'Z'),
        count,
        because: alarm.why,
      }));
    },
  };

  function addCall(call: JudgedCall): void {
    const { timeMs, verdict, openStream, exposed, refusal } = call;
    if (verdict === 'outside') counts.add('Outside', timeMs);
    if (verdict === 'undecided' && openStream) openStreams += 1;
    if (verdict === 'undecided' && !openStream) counts.add('Undecided', timeMs);
    if (exposed) counts.add('Exposed', timeMs);
    if (refusal === 'denied' && !isCanary(call, policy)) counts.add('Denied', timeMs);
  }
}
