import type { JudgedLine } from '../judge/judge-alone.ts';
import type { Judged } from '../judge/judged.ts';
import type { LineFacts, Reading } from '../judge/reading.ts';
import type { Misattribution } from '../watch/misattribution.ts';

/**
 * One line of evidence: what one record turned out to be, small, and what was judged of it alone. It
 * holds all that settling needs, so that lines of one key can be put together and judged again; what is
 * null, false, 0 or empty is left out. A role and not a session, a family of clients and not a user
 * agent; no prompt, no response, no address. `docs/schemas/evidence-line.schema.json` has its shape.
 */
const EVIDENCE_SCHEMA = 'evidence/1';

/** A log file of the trail: its key, and the SHA-256 of its unpacked bytes, as CloudTrail's digest has it. */
export type LogFile = { readonly file: string; readonly sha256: string };

/** How a line came here, where that has to be said. */
type Origin = {
  readonly reconciled?: LogFile;
  readonly misattributed?: Misattribution | null;
};

/** Writes lines for one policy and one version of the program, as JSON without a line's end. */
export function createEvidenceWriter(
  policySha256: string,
  version: string,
): (judged: JudgedLine & Origin) => string {
  const tails = new WeakMap<Judged, string>();
  return ({ line, like, reconciled = null, misattributed = null }) => {
    const { facts, timeMs, eventId, requestId, corrects, inputTokens, outputTokens } = line;
    const own = compact({
      schema: EVIDENCE_SCHEMA,
      reading: facts.kind,
      time: timeMs === null ? null : new Date(timeMs).toISOString(),
      ...{ eventId, requestId, corrects, inputTokens, outputTokens },
      ...{ reconciled, misattributed },
    });
    const tail = tails.get(like) ?? tailOf(facts, like, policySha256, version);
    tails.set(like, tail);
    return `${JSON.stringify(own).slice(0, -1)},${tail}`;
  };
}

/** The lines of a reading that is no call but changes what others settle into. */
export function evidenceBeside(
  reading: Reading,
  misattributed: Misattribution | null = null,
): readonly string[] {
  if ('line' in reading) return [];
  const { corrects } = reading;
  const lineOf = (fields: object) =>
    JSON.stringify(compact({ schema: EVIDENCE_SCHEMA, ...fields, misattributed }));
  const stray = corrects === null ? [] : [lineOf({ reading: 'stray', corrects })];
  if (reading.kind !== 'other' || reading.creation === null) return stray;
  return [...stray, lineOf({ reading: 'creation', ...reading.creation })];
}

/** The line of a correction that turned out to be no call, where only the trail has it. */
export function reconciledStray(corrects: string, reconciled: LogFile): string {
  return JSON.stringify({ schema: EVIDENCE_SCHEMA, reading: 'stray', corrects, reconciled });
}

/** What lines that are judged alike have in common. */
function tailOf(facts: LineFacts, like: Judged, policy: string, code: string): string {
  const { kind: _, named, outcome, ...rest } = facts;
  const common = compact({
    ...rest,
    named: named.kind === 'absent' ? null : named,
    outcome: outcome.kind === 'served' ? null : outcome,
    judged: judgementOf(like),
    policy,
    code,
  });
  return JSON.stringify(common).slice(1);
}

/** What a line says was judged, without what is empty. */
export function judgementOf({ call, submission }: Judged): object {
  if (call !== null) {
    const { verdict, inferenceRegion, basis, fence, waiverId, because } = call;
    const { observed, exposed, unresolved, openStream } = call;
    const judged = { verdict, inferenceRegion, basis, fence, waiverId, because };
    return compact({ ...judged, observed, exposed, unresolved, openStream });
  }
  if (submission === null) throw new RangeError('a judged line is a call or a submission');
  const { refused, neverRecorded, fence, because, observed, exposed, unresolved } = submission;
  return compact({ refused, neverRecorded, fence, because, observed, exposed, unresolved });
}

function compact(fields: Readonly<Record<string, unknown>>): object {
  const kept: Record<string, unknown> = {};
  for (const name in fields) {
    const value = fields[name];
    const empty = value === null || value === false || value === 0;
    if (!empty && !(Array.isArray(value) && value.length === 0)) kept[name] = value;
  }
  return kept;
}
