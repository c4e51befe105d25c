import type { Answer } from '../core/doctor/answer.ts';
import { showPath } from './show-path.ts';

const FORBIDDEN =
  /^(?:AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized|Forbidden|403)/;
const BAD_CREDENTIALS =
  /^(?:Credentials|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|TokenProvider)/;

/** Asks AWS; a refusal is an answer too, and says which permission is missing. Never rejects. */
export async function ask<T>(permission: string, work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'answer', value: await work() };
  } catch (error) {
    return { kind: 'none', problem: describe(error, permission) };
  }
}

function describe(error: unknown, permission: string): string {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: '' };
  if (FORBIDDEN.test(name)) return `permission ${permission} is missing (${name})`;
  if (BAD_CREDENTIALS.test(name)) return `the credentials do not work: ${name}`;
  return showPath(`${name}: ${message}`.slice(0, 300));
}
