import {
  type ApiCall,
  apiCallRecord,
  type Completion,
  completionRecord,
  type SampleRecord,
} from './bedrock-records.ts';
import { ACCOUNT, principalArn } from './callers.ts';
import type { Random } from './random.ts';
import type { Ledger, SubmissionTruth, Truth } from './truth.ts';

/** One log file of the day. `from` and `delivered` are UTC times of day, "0745". */
export type LogFile = {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly from: string;
  readonly delivered: string;
  readonly records: SampleRecord[];
};

const FILES = {
  nightFrankfurt: [ACCOUNT.batchEu, 'eu-central-1', '0005', '0215'],
  morningFrankfurt: [ACCOUNT.prodChat, 'eu-central-1', '0600', '0745'],
  morningParis: [ACCOUNT.prodChat, 'eu-west-3', '0700', '0850'],
  morningLondon: [ACCOUNT.research, 'eu-west-2', '0800', '0920'],
  lateMorningFrankfurt: [ACCOUNT.prodChat, 'eu-central-1', '0900', '1035'],
  morningZurich: [ACCOUNT.prodChat, 'eu-central-2', '0915', '1130'],
  noonZurich: [ACCOUNT.prodChat, 'eu-central-2', '1150', '1215'],
  noonResearch: [ACCOUNT.research, 'eu-central-1', '1130', '1240'],
  afternoonFrankfurt: [ACCOUNT.prodChat, 'eu-central-1', '1300', '1410'],
  afternoonOhio: [ACCOUNT.research, 'us-east-2', '1330', '1505'],
  afternoonLondon: [ACCOUNT.research, 'eu-west-2', '1500', '1615'],
  eveningParis: [ACCOUNT.prodChat, 'eu-west-3', '1630', '1745'],
  eveningBatch: [ACCOUNT.batchEu, 'eu-west-3', '2030', '2140'],
  cutOff: [ACCOUNT.prodChat, 'eu-central-1', '2250', '2355'],
} as const satisfies Record<string, readonly [string, string, string, string]>;

export type FileName = keyof typeof FILES;

/** What a call leaves to its chapter: the file knows the Region, and a time where none is given. */
export type CallInFile = Omit<ApiCall, 'at' | 'region'> & Partial<Pick<ApiCall, 'at' | 'region'>>;

type Ending = Partial<Pick<Completion, 'at' | 'entries'>> &
  Pick<Completion, 'ranIn' | 'tokens'> & { readonly file?: FileName };

export type Day = {
  readonly random: Random;
  readonly files: Readonly<Record<FileName, LogFile>>;
  /** Adds a record that must not become a call, or that is counted by other means. */
  readonly add: (file: FileName, record: SampleRecord) => SampleRecord;
  /** Writes the record of an API call without planting anything. */
  readonly write: (file: FileName, call: CallInFile) => SampleRecord;
  /** Plants a call of one record. */
  readonly call: (file: FileName, call: CallInFile, truth: Truth) => SampleRecord;
  /** Plants a call whose record is written already. */
  readonly plantWritten: (
    call: CallInFile,
    record: SampleRecord,
    truth: Truth,
    is?: { readonly isCompletion: true },
  ) => void;
  /** Plants a streaming call and its completion, in this file or in another. */
  readonly stream: (
    file: FileName,
    call: CallInFile,
    ending: Ending,
    truth: Truth,
  ) => StreamRecords;
  readonly submission: (file: FileName, call: CallInFile, truth: SubmissionTruth) => SampleRecord;
  /** Adds one more record of a call that is planted already. */
  readonly duplicate: (file: FileName, record: SampleRecord, why: string) => void;
  readonly gap: (file: FileName, kind: 'file' | 'record' | 'unrecognised', why: string) => void;
  /** A UTC time of day within the span of a file, "09:12:41". */
  readonly timeIn: (file: FileName) => string;
};

type StreamRecords = { readonly call: SampleRecord; readonly completion: SampleRecord };

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const secondsOf = (hhmm: string): number =>
  Number(hhmm.slice(0, 2)) * 3600 + Number(hhmm.slice(2)) * 60;

const clock = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');

const later = (at: string, seconds: number): string => {
  const [hours = '0', minutes = '0', rest = '0'] = at.slice(0, 8).split(':');
  return clock(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) + seconds);
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function openFile(random: Random, row: readonly [string, string, string, string]): LogFile {
  const [accountId, region, from, delivered] = row;
  const name = `${accountId}_CloudTrail_${region}_20261103T${delivered}Z_${random.text(16, BASE62)}.json.gz`;
  return { name, accountId, region, from, delivered, records: [] };
}

function openFiles(random: Random): Record<FileName, LogFile> {
  const open = (name: FileName): LogFile => openFile(random, FILES[name]);
  return {
    nightFrankfurt: open('nightFrankfurt'),
    morningFrankfurt: open('morningFrankfurt'),
    morningParis: open('morningParis'),
    morningLondon: open('morningLondon'),
    lateMorningFrankfurt: open('lateMorningFrankfurt'),
    morningZurich: open('morningZurich'),
    noonZurich: open('noonZurich'),
    noonResearch: open('noonResearch'),
    afternoonFrankfurt: open('afternoonFrankfurt'),
    afternoonOhio: open('afternoonOhio'),
    afternoonLondon: open('afternoonLondon'),
    eveningParis: open('eveningParis'),
    eveningBatch: open('eveningBatch'),
    cutOff: open('cutOff'),
  };
}

/** Opens the files of the day. Everything planted goes to `ledger`, except what the cut-off file holds. */
export function createDay(random: Random, ledger: Ledger): Day {
  const files = openFiles(random);
  const timeIn = (name: FileName): string => {
    const { from, delivered } = files[name];
    return clock(random.integer(secondsOf(from), secondsOf(delivered) - 360));
  };
  const add = (name: FileName, record: SampleRecord): SampleRecord => {
    files[name].records.push(record);
    return record;
  };
  const write = (name: FileName, call: CallInFile): SampleRecord =>
    add(name, apiCallRecord(random, { at: timeIn(name), region: files[name].region, ...call }));
  const plant = (
    call: CallInFile,
    record: SampleRecord,
    truth: Truth,
    ending: Partial<Ending> | null,
  ): void => {
    const [input, output] = call.tokens ?? [0, 0];
    const [inputAtEnd, outputAtEnd] = ending?.tokens ?? [0, 0];
    const named = truth.basis === 'completion' ? ending?.at : undefined;
    ledger.call({
      truth,
      sourceRegion: String(record.awsRegion),
      inputTokens: Math.max(input, inputAtEnd),
      outputTokens: Math.max(output, outputAtEnd),
      hasCompletion: ending !== null,
      shown: {
        eventId: textOf(record.eventID),
        requestId: textOf(record.requestID),
        time: named === undefined ? textOf(record.eventTime) : `2026-11-03T${named}Z`,
        accountId: call.caller.accountId,
        principal: principalArn(call.caller),
        modelId: call.model ?? null,
      },
    });
  };
  return {
    random,
    files,
    add,
    write,
    timeIn,
    call: (name, call, truth) => {
      const record = write(name, call);
      plant(call, record, truth, null);
      return record;
    },
    stream: (name, call, given, truth) => {
      const record = write(name, call);
      const at = given.at ?? later(String(record.eventTime).slice(11), random.integer(2, 40));
      const ending = { entries: 'object', ...given, at } as const;
      const completion = add(given.file ?? name, completionRecord(random, record, ending));
      plant(call, record, truth, ending);
      return { call: record, completion };
    },
    plantWritten: (call, record, truth, is) => plant(call, record, truth, is ? {} : null),
    submission: (name, call, truth) => {
      ledger.submission(truth);
      return write(name, call);
    },
    duplicate: (name, record, why) => {
      add(name, record);
      ledger.duplicate(why);
    },
    gap: (name, kind, why) => ledger.gap(kind, files[name].name, why),
  };
}
