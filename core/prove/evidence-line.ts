import type { Judged, JudgedCall, JudgedSubmission } from '../judge/judged.ts';
import type { Line, LineFacts, Reading } from '../judge/reading.ts';

/**
 * One line of evidence: what one record turned out to be, small, and what was judged of it alone. It
 * holds all that settling needs, so that lines of one key can be put together and judged again. A role
 * and not a session, a family of clients and not a user agent; no prompt, no response, no address.
 */
export type EvidenceLine =
  | ({
      readonly schema: 'evidence/1';
      readonly reading: 'call' | 'completion' | 'submission';
      readonly judged: EvidenceJudgement;
      /** SHA-256 of the resolved policy. */
      readonly policy: string;
      /** Version of the program. */
      readonly code: string;
      /** ISO 8601, UTC; null where the record's time could not be read. */
      readonly time: string | null;
    } & Omit<LineFacts, 'kind'> &
      Omit<Line, 'facts' | 'timeMs'>)
  /** A correction that turned out to be no call, or could not be read: the event that it corrects. */
  | { readonly schema: 'evidence/1'; readonly reading: 'stray'; readonly corrects: string }
  /** An application profile was created; fills in exposure. */
  | {
      readonly schema: 'evidence/1';
      readonly reading: 'creation';
      readonly arn: string;
      readonly copyFrom: string;
    };

export type EvidenceJudgement =
  | Pick<
      JudgedCall,
      | 'verdict'
      | 'inferenceRegion'
      | 'basis'
      | 'fence'
      | 'observed'
      | 'waiverId'
      | 'because'
      | 'exposed'
      | 'unresolved'
      | 'openStream'
    >
  | Pick<
      JudgedSubmission,
      'refused' | 'neverRecorded' | 'fence' | 'because' | 'exposed' | 'unresolved'
    >;

const SCHEMA = 'evidence/1';

/** The line of a record that was judged. */
export function evidenceOf(
  line: Line,
  judged: Judged,
  policySha256: string,
  version: string,
): EvidenceLine {
  const { facts, timeMs, ...rest } = line;
  const { kind, ...common } = facts;
  return {
    schema: SCHEMA,
    reading: kind,
    time: timeMs === null ? null : new Date(timeMs).toISOString(),
    ...rest,
    ...common,
    judged: judgementOf(judged),
    policy: policySha256,
    code: version,
  };
}

/** The lines of a reading that is no call but changes what others settle into. */
export function evidenceBeside(reading: Reading): readonly EvidenceLine[] {
  if ('line' in reading) return [];
  const { corrects } = reading;
  const stray = corrects === null ? [] : [{ schema: SCHEMA, reading: 'stray', corrects } as const];
  if (reading.kind !== 'other' || reading.creation === null) return stray;
  return [...stray, { schema: SCHEMA, reading: 'creation', ...reading.creation }];
}

function judgementOf({ call, submission }: Judged): EvidenceJudgement {
  if (call !== null) {
    const { verdict, inferenceRegion, basis, fence, observed, waiverId, because } = call;
    const { exposed, unresolved, openStream } = call;
    const judged = { verdict, inferenceRegion, basis, fence, observed, waiverId, because };
    return { ...judged, exposed, unresolved, openStream };
  }
  if (submission === null) throw new RangeError('a judged line is a call or a submission');
  const { refused, neverRecorded, fence, because, exposed, unresolved } = submission;
  return { refused, neverRecorded, fence, because, exposed, unresolved };
}
