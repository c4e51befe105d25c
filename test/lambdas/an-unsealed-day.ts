import { gzipSync } from 'node:zlib';
import { aReported } from '../core/judge/records.ts';
import { aSealer } from './a-sealer.ts';
import { anIngest, messagesOf } from './an-ingest.ts';

export const at = (time: string) => Date.parse(`2026-11-03T${time}Z`);
export const key = (hour: string, name: string) =>
  `evidence/v1/date=2026-11-03/hour=${hour}/${name}.jsonl.gz`;
export const packed = (text: string) => gzipSync(`${text}\n`);

/** What ingest leaves of one call outside, at an instant. */
async function evidenceAt(nowMs: number) {
  const world = anIngest();
  world.clock.nowMs = nowMs;
  await world.start()(messagesOf(aReported('us-east-1')));
  return world.objects;
}

/** A store with evidence of two hours, of which nothing is sealed yet. */
export async function aDay() {
  const sealer = aSealer(at('14:10:00'));
  for (const time of ['10:05:00', '12:59:59']) {
    for (const [each, bytes] of await evidenceAt(at(time))) sealer.put(each, bytes, at(time));
  }
  return sealer;
}
