import { gzipSync } from 'node:zlib';
import { writeBatch } from './chapter-batch.ts';
import { writeChat } from './chapter-chat.ts';
import { writeCopies } from './chapter-copies.ts';
import { writeForms } from './chapter-forms.ts';
import { writeLondon } from './chapter-london.ts';
import { writeOdd } from './chapter-odd.ts';
import { writeOhio } from './chapter-ohio.ts';
import { writeProfiles } from './chapter-profiles.ts';
import { writeRefused } from './chapter-refused.ts';
import { writeZurich } from './chapter-zurich.ts';
import { createDay, type FileName, type LogFile } from './day.ts';
import { ordinaryRecord } from './ordinary.ts';
import { ORGANIZATION } from './organization.ts';
import { formatJson, POLICY } from './policy.ts';
import { createRandom } from './random.ts';
import { createLedger } from './truth.ts';

const SEED = 20_261_103;

/** The download of the last file stopped here. */
const CUT_OFF_AT_BYTES = 6_144;

const ORDINARY_RECORDS: Readonly<Record<FileName, number>> = {
  nightFrankfurt: 70,
  morningFrankfurt: 110,
  morningParis: 95,
  morningLondon: 80,
  lateMorningFrankfurt: 105,
  morningZurich: 60,
  noonZurich: 40,
  noonResearch: 65,
  afternoonFrankfurt: 120,
  afternoonOhio: 105,
  afternoonLondon: 85,
  eveningParis: 90,
  eveningBatch: 75,
  cutOff: 85,
};

/** One file to write, its path relative to `samples/`. */
export type SampleFile = {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The whole text before compression, also where `bytes` are cut off. */
  readonly text: string;
};

/** Compressed with a fixed level; Node writes no time into the header. */
function trailFile(file: LogFile, records: readonly unknown[], isCutOff: boolean): SampleFile {
  const text = JSON.stringify({ Records: records });
  const bytes = gzipSync(text, { level: 9 });
  return {
    path: `trail/AWSLogs/${file.accountId}/CloudTrail/${file.region}/2026/11/03/${file.name}`,
    bytes: isCutOff ? bytes.subarray(0, CUT_OFF_AT_BYTES) : bytes,
    text,
  };
}

const textFile = (path: string, text: string): SampleFile => ({
  path,
  bytes: Buffer.from(text),
  text,
});

/** Makes the whole sample day: the trail, its policy, and the truth that was planted in it. */
export function createSampleFiles(): SampleFile[] {
  const random = createRandom(SEED);
  const ledger = createLedger();
  const day = createDay(random, ledger);
  writeChat(day);
  writeProfiles(day);
  writeForms(day);
  writeRefused(day);
  writeZurich(day);
  writeLondon(day);
  writeOhio(day);
  writeBatch(day);
  writeCopies(day);
  writeOdd(day);
  day.gap(
    'cutOff',
    'file',
    'A file that is cut off is a gap as a whole: none of its records is judged.',
  );

  const names = Object.keys(ORDINARY_RECORDS) as FileName[];
  const trail = names.map((name) => {
    for (let i = 0; i < ORDINARY_RECORDS[name]; i += 1) {
      day.add(name, ordinaryRecord(random, day.files[name], day.timeIn(name)));
    }
    return trailFile(day.files[name], random.shuffle(day.files[name].records), name === 'cutOff');
  });
  const readable = names.filter((name) => name !== 'cutOff');
  const expected = ledger.close({
    files: names.length,
    records: readable.reduce((sum, name) => sum + day.files[name].records.length, 0),
  });
  return [
    ...trail,
    textFile('geofence.json', formatJson(POLICY)),
    textFile('expected.json', formatJson(expected)),
    textFile('organization.json', formatJson(ORGANIZATION)),
  ];
}
