/** A metric that an alarm watches: a count per minute. */
export type AlarmMetric =
  | 'Outside'
  | 'Undecided'
  | 'Exposed'
  | 'Denied'
  | 'Unreadable'
  | 'Unrecognised';

/** An alarm as data: what it watches, when it rings, and why anybody should care. */
export type Alarm = {
  /** Also the heading in the runbook. */
  readonly id: string;
  readonly severity: 'critical' | 'warning';
  readonly metric: AlarmMetric;
  /** Rings when the sum over one period reaches it. */
  readonly threshold: number;
  readonly periodMinutes: number;
  readonly why: string;
};

/** Every alarm. One call outside is one too many, so most thresholds are 1. */
export const ALARMS: readonly Alarm[] = [
  {
    id: 'outside',
    severity: 'critical',
    metric: 'Outside',
    threshold: 1,
    periodMinutes: 1,
    why: 'inference ran outside the allowed geography',
  },
  {
    id: 'undecided',
    severity: 'critical',
    metric: 'Undecided',
    threshold: 1,
    periodMinutes: 1,
    why: 'nobody can say where inference ran',
  },
  {
    id: 'exposure',
    severity: 'warning',
    metric: 'Exposed',
    threshold: 1,
    periodMinutes: 1,
    why: 'a call went through a profile that may leave the fence',
  },
  {
    id: 'denied-attempts',
    severity: 'warning',
    metric: 'Denied',
    threshold: 20,
    periodMinutes: 15,
    why: 'many refusals in a short time: something is misconfigured, or somebody is trying',
  },
  {
    id: 'unreadable',
    severity: 'critical',
    metric: 'Unreadable',
    threshold: 1,
    periodMinutes: 1,
    why: 'something was not looked at, so a clean result would prove nothing',
  },
  {
    id: 'unrecognised',
    severity: 'critical',
    metric: 'Unrecognised',
    threshold: 1,
    periodMinutes: 1,
    why: 'Bedrock was called in a way that this release does not know',
  },
];
