import { type ClockHour, folderOfHour, hourAt, hourInKey, hoursAfter } from './clock-hour.ts';

/** Everything that is sealed, by how its keys are made. */
const WITH_HOUR = ['evidence/v1/', 'quarantine/v1/', 'watched/v1/'] as const;
const WITH_DAY = ['told/v1/'] as const;
const WITHOUT_TIME = ['closures/v1/', 'coverage/v1/', 'keys/v1/', 'policies/v1/'] as const;

/** First parts of the keys of everything that a seal may hold. */
export const SEALED_PREFIXES: readonly string[] = [...WITH_HOUR, ...WITH_DAY, ...WITHOUT_TIME];
export const SEALS_PREFIX = 'seals/v1/';

/** A marker may be written days after the day in its key: what a comparison finds is told then. */
const TOLD_DAYS = 4;

/** What has to be listed to find everything that belongs to the hours from one to another. */
export function prefixesOfHours(first: ClockHour, last: ClockHour): readonly string[] {
  return [
    ...WITH_HOUR.flatMap((folder) => foldersOfDays(folder, first, last)),
    ...WITH_DAY.flatMap((folder) =>
      foldersOfDays(folder, hoursAfter(first, -24 * TOLD_DAYS), last),
    ),
    ...WITHOUT_TIME,
  ];
}

function foldersOfDays(folder: string, first: ClockHour, last: ClockHour): readonly string[] {
  const days: string[] = [];
  for (let hour = `${first.slice(0, 10)}T00`; hour <= last; hour = hoursAfter(hour, 24)) {
    days.push(`${folder}date=${hour.slice(0, 10)}/`);
  }
  return days;
}

/** The hour to which an object belongs: the one in its key, else that in which it was written. */
export function hourOfObject(key: string, writtenMs: number): ClockHour {
  return hourInKey(key) ?? hourAt(writtenMs);
}

export function isEvidenceKey(key: string): boolean {
  return key.startsWith('evidence/v1/');
}

/** Evidence that was added from the trail afterwards. */
export function isReconciledKey(key: string): boolean {
  return /^evidence\/v1\/date=[^/]*\/hour=[^/]*\/reconciled-/.test(key);
}

export function isQuarantineKey(key: string): boolean {
  return key.startsWith('quarantine/v1/');
}

export function sealKeyOf(hour: ClockHour): string {
  return `${SEALS_PREFIX}${folderOfHour(hour)}.json`;
}

export function signatureKeyOf(hour: ClockHour): string {
  return `${SEALS_PREFIX}${folderOfHour(hour)}.sig`;
}

/** Where a public key lies: its fingerprint is the SHA-256 of its SPKI DER. */
export function publicKeyOf(fingerprint: string): string {
  return `keys/v1/${fingerprint}.pem`;
}
