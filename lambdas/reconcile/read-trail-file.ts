import { readRecord } from '../../core/judge/read-record.ts';
import type { Reading } from '../../core/judge/reading.ts';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import type { LogFile } from '../../core/prove/evidence-line.ts';
import { scanRecords } from '../../core/scan/scan-records.ts';
import type { TrailSource } from './ports.ts';

/** What one log file of a trail holds of Bedrock. */
export type TrailFile = {
  /** None where the file fails as a whole. */
  readonly readings: readonly Reading[];
  /** Null where it could not be read. */
  readonly from: LogFile | null;
  /** What in it could not be read or understood; where there is any, the file is a gap. */
  readonly problems: readonly string[];
};

/** Reads one log file of a trail. What is wrong with it is part of the answer. */
export async function readTrailFile(
  key: string,
  trail: Pick<TrailSource, 'read'>,
): Promise<TrailFile> {
  const read = await trail.read(key);
  const scanned = read.kind === 'bytes' ? scanRecords(read.bytes) : read;
  if (read.kind !== 'bytes' || scanned.kind !== 'records') {
    const problem = 'problem' in scanned ? scanned.problem : 'it could not be read';
    return { readings: [], from: null, problems: [problem] };
  }
  const readings: Reading[] = [];
  const problems: string[] = [];
  for (const item of scanned.items) {
    if (item.kind === 'broken') {
      return { readings: [], from: null, problems: [...problems, item.problem] };
    }
    if (item.kind === 'bad') problems.push(`${item.place}: ${item.problem}`);
    if (item.kind !== 'record') continue;
    const reading = readRecord(item.record);
    readings.push(reading);
    if ('problem' in reading) problems.push(reading.problem);
  }
  return { readings, from: { file: key, sha256: sha256Hex(read.bytes) }, problems };
}
