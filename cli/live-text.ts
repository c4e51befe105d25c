import type { JudgedCall } from '../core/judge/judged.ts';
import { labelled } from './layout.ts';
import type { LiveDay } from './replay-live.ts';

/** Whether two engines say the same of a call. */
export type Agreement = { readonly agreed: number; readonly calls: number };

/** Compares call by call what an audit and the live pipeline say. A call that only one of them has is none. */
export function compareCalls(
  audited: readonly JudgedCall[],
  live: readonly JudgedCall[],
): Agreement {
  const said = new Map(live.map((call) => [call.key, answerOf(call)]));
  const agreed = audited.filter((call) => said.get(call.key) === answerOf(call)).length;
  const strangers = live.length - audited.filter(({ key }) => said.has(key)).length;
  return { agreed, calls: audited.length + strangers };
}

/** What the live pipeline would have done on that day. */
export function liveText(
  { events, batches, messages, alarms }: LiveDay,
  { agreed, calls }: Agreement,
  folder: string,
): string {
  const rung = alarms.map(({ alarm, atMs, count }) => {
    const at = atMs === null ? 'time unknown' : new Date(atMs).toISOString().slice(11, 16);
    return `${alarm.id} ${at}Z (${count})`;
  });
  const [first, ...others] = messages.map(({ subject }) => subject);
  return `${[
    '  The same day, live:',
    ...labelled('Events', `${events} matched the rule, judged in ${batches} batches`),
    ...labelled('Alarms', rung.length === 0 ? 'none rang' : rung.join(', ')),
    ...labelled('Told', first ?? 'nobody'),
    ...others.flatMap((subject) => labelled('', subject)),
    ...labelled('Messages', `${folder}/messages.txt`),
    ...labelled('Agreement', `live and audit agree on ${agreed} of ${calls} calls`),
  ].join('\n')}\n`;
}

function answerOf(call: JudgedCall): string {
  const { verdict, inferenceRegion, basis, fence, waiverId, because, exposed, unresolved } = call;
  return JSON.stringify([
    verdict,
    inferenceRegion,
    basis,
    fence,
    waiverId,
    because,
    exposed,
    unresolved,
  ]);
}
