const LOG_NAME = /\.(?:json|jsonl|ndjson|log)(?:\.gz)?$/i;

/**
 * CloudTrail's folders beside its records: other things, or copies of what stands there already.
 * Source: CloudTrail user guide, log file locations (read 2026-11-23).
 */
const OTHER_FOLDERS = /^CloudTrail-(?:Digest|Insight|NetworkActivity|Aggregated)$/;

/** Whether what lies in a folder is looked at, by its name. */
export function isLogName(name: string): boolean {
  return LOG_NAME.test(name);
}

/** Whether a folder holds no records of API calls. */
export function isOtherFolder(name: string): boolean {
  return OTHER_FOLDERS.test(name);
}

/** Why a file or an object is skipped, and why a folder is. */
export const NO_LOG_NAME =
  'not named like a log (.json, .jsonl, .ndjson, .log, each with or without .gz)';
export const NO_RECORDS = 'not records of API calls';
