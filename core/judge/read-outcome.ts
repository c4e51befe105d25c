import { fieldOf, textOf } from './json-fields.ts';
import type { Outcome, Refusal } from './reading.ts';

/**
 * Errors after which nothing ran, `Exception` and `Client.` removed.
 *
 * Source: the exceptions of the `bedrock-runtime` service model and the spellings that CloudTrail
 * records show (read 2026-11-23). ServiceUnavailable is a 503, but a capacity refusal.
 */
const REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['AccessDenied', 'denied'],
  ['ExpiredToken', 'denied'],
  ['UnrecognizedClient', 'denied'],
  ['InvalidSignature', 'denied'],
  ['IncompleteSignature', 'denied'],
  ['MissingAuthenticationToken', 'denied'],
  ['Throttling', 'throttled'],
  ['ServiceQuotaExceeded', 'throttled'],
  ['ModelNotReady', 'throttled'],
  ['ServiceUnavailable', 'throttled'],
  ['Validation', 'invalid'],
  ['ResourceNotFound', 'invalid'],
]);

const DENIED_MODEL = /arn:aws[a-z-]*:bedrock:([a-z0-9-]{1,32}):[0-9]*:foundation-model\//;

/** How a record says that its call ended. Any error that is no refusal may have run. */
export function readOutcome(record: unknown): Outcome {
  const error = fieldOf(record, 'errorCode');
  if (error === undefined || error === null || error === '') return { kind: 'served' };
  if (typeof error !== 'string') return { kind: 'failed', errorCode: typeof error };
  const refusal = REFUSALS.get(error.replace(/^Client\./, '').replace(/Exception$/, ''));
  const errorCode = error.slice(0, 64);
  return refusal === undefined
    ? { kind: 'failed', errorCode }
    : { kind: 'refused', refusal, errorCode };
}

/** The destination that a denial by a service control policy names. Nothing ran there. */
export function readBlockedRegion(record: unknown): string | null {
  const message = textOf(fieldOf(record, 'errorMessage'));
  if (message === null || !message.includes('service control policy')) return null;
  return DENIED_MODEL.exec(message)?.[1] ?? null;
}
