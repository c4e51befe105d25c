/**
 * What every client of AWS is given: short waits and few tries, because a function has a minute and the
 * queue brings back whatever failed.
 */
export const CLIENT_OPTIONS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
} as const;
