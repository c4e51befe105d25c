import { clientFamily } from '../measure/client-family.ts';
import { classify, isBedrock, isMantle, parentRequestIdOf } from './classify.ts';
import { fieldOf, isJsonObject, textOf } from './json-fields.ts';
import { completionEntries, readCompletionNamed, readNamed } from './read-named.ts';
import { readBlockedRegion, readOutcome } from './read-outcome.ts';
import { readPrincipal } from './read-principal.ts';
import { readTime } from './read-time.ts';
import type { Line, LineKind, ProfileCreation, Reading } from './reading.ts';

/** Reads one CloudTrail record. Never throws: every JSON value becomes one of the readings. */
export function readRecord(record: unknown): Reading {
  if (!isBedrock(record)) return { kind: 'other', creation: null, corrects: null };

  const corrects = readCorrects(record);
  const { kind, problem } = classify(record);
  switch (kind) {
    case 'other':
      return { kind, creation: readCreation(record), corrects };
    case 'unrecognised':
    case 'unreadable':
      return { kind, problem: `${eventNameOf(record)}: ${problem}`, corrects };
    default: {
      const fault = faultOf(record);
      if (fault === null) return { kind, line: readLine(record, kind, corrects) };
      return { kind: 'unreadable', problem: `${eventNameOf(record)}: ${fault}`, corrects };
    }
  }
}

function eventNameOf(record: unknown): string {
  return textOf(fieldOf(record, 'eventName'))?.slice(0, 64) ?? 'a record without eventName';
}

/** Why a record of inference cannot be judged; null where it can. */
function faultOf(record: unknown): string | null {
  if (typeof fieldOf(record, 'awsRegion') !== 'string') return 'awsRegion is no text';
  const parameters = fieldOf(record, 'requestParameters');
  if (parameters === undefined || parameters === null || isJsonObject(parameters)) return null;
  return 'requestParameters is neither an object nor null';
}

/** The event that an `UPDATED_DATA` record corrects. Without `originalEventID` it is an ordinary copy. */
function readCorrects(record: unknown): string | null {
  const addendum = fieldOf(record, 'addendum');
  if (fieldOf(addendum, 'reason') !== 'UPDATED_DATA') return null;
  return textOf(fieldOf(addendum, 'originalEventID'));
}

function readLine(record: unknown, kind: LineKind, corrects: string | null): Line {
  const completion = kind === 'completion';
  const identity = fieldOf(record, 'userIdentity');
  const recipient = textOf(fieldOf(record, 'recipientAccountId'));
  const caller = textOf(fieldOf(identity, 'accountId'));
  const sourceRegion = fieldOf(record, 'awsRegion');
  const eventName = fieldOf(record, 'eventName');
  return {
    facts: {
      kind,
      eventName: typeof eventName === 'string' ? eventName : '',
      mantle: isMantle(record),
      sourceRegion: typeof sourceRegion === 'string' ? sourceRegion : '',
      accountId: recipient ?? caller,
      callerAccountId: recipient === caller || recipient === null ? null : caller,
      principal: readPrincipal(identity),
      client: clientFamily(fieldOf(record, 'userAgent')),
      models: completion ? [] : readModels(record, kind),
      named: completion ? readCompletionNamed(record) : readNamed(record),
      outcome: readOutcome(record),
      blockedRegion: readBlockedRegion(record),
    },
    eventId: textOf(fieldOf(record, 'eventID')),
    requestId: completion ? parentRequestIdOf(record) : textOf(fieldOf(record, 'requestID')),
    timeMs: readTime(fieldOf(record, 'eventTime')),
    inputTokens: readTokens(record, 'inputTokens'),
    outputTokens: readTokens(record, 'outputTokens'),
    corrects,
  };
}

const CALL_MODELS = ['modelId', 'model'];
const SUBMISSION_MODELS = [...CALL_MODELS, 'dataAutomationProfileArn'];

function readModels(record: unknown, kind: LineKind): readonly string[] {
  const parameters = fieldOf(record, 'requestParameters');
  const names = kind === 'submission' ? SUBMISSION_MODELS : CALL_MODELS;
  const models: string[] = [];
  for (const name of names) {
    const model = textOf(fieldOf(parameters, name));
    if (model !== null && !models.includes(model)) models.push(model);
  }
  return models.sort();
}

function readTokens(record: unknown, name: string): number {
  const data = fieldOf(fieldOf(record, 'additionalEventData'), name);
  return completionEntries(record, name).reduce<number>(
    (most, value) => Math.max(most, asTokens(value)),
    asTokens(data),
  );
}

function asTokens(value: unknown): number {
  if (typeof value === 'string') return /^\d{1,15}$/.test(value) ? Number(value) : 0;
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** What a `CreateInferenceProfile` record tells of an application profile. */
function readCreation(record: unknown): ProfileCreation | null {
  if (fieldOf(record, 'eventName') !== 'CreateInferenceProfile') return null;
  const source = fieldOf(fieldOf(record, 'requestParameters'), 'modelSource');
  const copyFrom = textOf(fieldOf(source, 'copyFrom'));
  const arn = textOf(fieldOf(fieldOf(record, 'responseElements'), 'inferenceProfileArn'));
  return arn === null || copyFrom === null ? null : { arn, copyFrom };
}
