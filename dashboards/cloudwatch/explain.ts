import { ALARMS, WATCHER_BLIND } from '../../core/measure/alarms.ts';
import type { DashboardInput } from './dashboard.ts';

/** A link to the runbook's heading of an alarm; its bare name where nobody said where the runbook lies. */
export function runbook(id: string, { runbookUrl }: DashboardInput): string {
  return runbookUrl === null ? `runbook: ${id}` : `[runbook: ${id}](${runbookUrl}#${id})`;
}

/** What a bad value of the tiles beside it means; how it clears and what to do follow from the alarm. */
export type Meaning = {
  /** What a reader sees: "A queue that ages". */
  readonly seen: string;
  readonly means: string;
  readonly alarm: (typeof ALARMS)[number]['id'];
};

export function explain(meanings: readonly Meaning[], input: DashboardInput): string {
  return meanings
    .map(
      ({ seen, means, alarm }) =>
        `**${seen}**: ${means}. *Clears* ${clearsWhen(alarm)}. ${runbook(alarm, input)}`,
    )
    .join('\n\n');
}

/** When the alarm is green again, from how it is evaluated. */
function clearsWhen(id: string): string {
  if (id === WATCHER_BLIND.id) return 'with the alarm that made it';
  const alarm = ALARMS.find((each) => each.id === id);
  if (alarm === undefined) throw new RangeError(`no alarm ${id}`);
  const { comparison, periodMinutes, evaluationPeriods } = alarm;
  if (comparison === 'below') return 'with the first period that has one again';
  return `${duration(periodMinutes * evaluationPeriods)} after the last`;
}

function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
}
