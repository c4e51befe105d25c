import { gunzipSync } from 'node:zlib';
import { type ClockHour, folderOfHour } from '../../core/prove/clock-hour.ts';
import { readEvidence } from '../../core/prove/read-evidence.ts';
import type { ReadEvidenceLine } from '../../core/prove/read-evidence-line.ts';
import type { SealPorts } from './ports.ts';

/** Every line of evidence that was written in an hour. An object that cannot be unpacked rejects. */
export async function* evidenceLines(
  hour: ClockHour,
  { list, read }: Pick<SealPorts, 'list' | 'read'>,
): AsyncGenerator<ReadEvidenceLine> {
  for await (const { key } of list(`evidence/v1/${folderOfHour(hour)}/`)) {
    const object = await read(key);
    if (object === null) throw new Error(`${key} was listed and is not there`);
    yield* readEvidence(gunzipSync(object.bytes).toString('utf8'));
  }
}
