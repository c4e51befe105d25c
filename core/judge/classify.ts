import {
  AGENT,
  CONTROL_PLANE,
  INFERENCE,
  MANTLE_INFERENCE,
  SUBMISSIONS,
} from '../catalog/operations.ts';
import { fieldOf, textOf } from './json-fields.ts';
import { readEndpoint } from './read-host.ts';
import { readCompletionNamed } from './read-named.ts';
import type { LineKind } from './reading.ts';

const BEDROCK = 'bedrock.amazonaws.com';
const MANTLE = 'bedrock-mantle.amazonaws.com';

/** What kind of record it is, before its fields are read. */
export type RecordKind = LineKind | 'other' | 'unrecognised' | 'unreadable';

/** Whether a record comes from an event source of Bedrock's inference. */
export function isBedrock(record: unknown): boolean {
  const source = fieldOf(record, 'eventSource');
  return source === BEDROCK || source === MANTLE;
}

/** Whether a record comes from the endpoint that never leaves its Region. */
export function isMantle(record: unknown): boolean {
  return fieldOf(record, 'eventSource') === MANTLE;
}

/** Says what a Bedrock record is. No list of event names alone decides. */
export function classify(record: unknown): { kind: RecordKind; problem: string } {
  const eventName = fieldOf(record, 'eventName');
  const eventType = fieldOf(record, 'eventType');
  if (typeof eventName !== 'string') return unreadable('eventName is no text');
  if (typeof eventType !== 'string') return unreadable('eventType is no text');

  switch (eventType) {
    case 'AwsApiCall':
      return classifyApiCall(record, eventName);
    case 'AwsServiceEvent':
      return classifyServiceEvent(record, eventName);
    case 'AwsVpceEvents':
      return { kind: 'other', problem: '' };
    default:
      return namesRegion(record)
        ? unreadable('it names an inference Region, but its eventType is not known')
        : { kind: 'other', problem: '' };
  }
}

function classifyServiceEvent(record: unknown, eventName: string) {
  if (parentRequestIdOf(record) !== null) return { kind: 'completion', problem: '' } as const;
  const likeCall = isInference(record, eventName) || carriesModel(record) || namesRegion(record);
  return likeCall
    ? unreadable('a service event that looks like inference, without a parentRequestId')
    : ({ kind: 'other', problem: '' } as const);
}

function classifyApiCall(record: unknown, eventName: string) {
  if (isInference(record, eventName)) return { kind: 'call', problem: '' } as const;
  if (SUBMISSIONS.has(eventName)) return { kind: 'submission', problem: '' } as const;

  const endpoint = readEndpoint(record);
  const listedOther = isListedOther(record, eventName);
  const named = carriesRegion(record);
  if (!listedOther && (named || (carriesModel(record) && endpoint === 'inference'))) {
    return { kind: 'call', problem: '' } as const;
  }
  if (!named && (listedOther || endpoint === 'control-plane')) {
    return { kind: 'other', problem: '' } as const;
  }
  if (named)
    return unrecognised('no call that is known to run a model, but it names an inference Region');
  if (carriesModel(record))
    return unrecognised('an event name that is not known, and it carries a model');
  if (endpoint === 'inference') {
    return unrecognised('an event name that is not known, sent to an inference endpoint');
  }
  return { kind: 'other', problem: '' } as const;
}

/** The request of which a completion tells the end. */
export function parentRequestIdOf(record: unknown): string | null {
  return textOf(fieldOf(fieldOf(record, 'serviceEventDetails'), 'parentRequestId'));
}

function isInference(record: unknown, eventName: string): boolean {
  return INFERENCE.has(eventName) || (isMantle(record) && MANTLE_INFERENCE.has(eventName));
}

const NEVER_INFERENCE = /^(?:Get|List|Describe|Cancel|Delete)/;
const SINGLE_OTHERS = new Set([
  'CountTokens',
  'RenderPrompt',
  'ApplyGuardrail',
  'InvokeGuardrailChecks',
]);
const MANTLE_HOUSEKEEPING = /Project|File|FineTun/;

function isListedOther(record: unknown, eventName: string): boolean {
  return (
    NEVER_INFERENCE.test(eventName) ||
    SINGLE_OTHERS.has(eventName) ||
    AGENT.has(eventName) ||
    CONTROL_PLANE.has(eventName) ||
    (isMantle(record) && MANTLE_HOUSEKEEPING.test(eventName))
  );
}

function carriesModel(record: unknown): boolean {
  const parameters = fieldOf(record, 'requestParameters');
  return (textOf(fieldOf(parameters, 'modelId')) ?? textOf(fieldOf(parameters, 'model'))) !== null;
}

function carriesRegion(record: unknown): boolean {
  return fieldOf(fieldOf(record, 'additionalEventData'), 'inferenceRegion') !== undefined;
}

function namesRegion(record: unknown): boolean {
  return carriesRegion(record) || readCompletionNamed(record).kind !== 'absent';
}

function unreadable(problem: string) {
  return { kind: 'unreadable', problem } as const;
}

function unrecognised(problem: string) {
  return { kind: 'unrecognised', problem } as const;
}
