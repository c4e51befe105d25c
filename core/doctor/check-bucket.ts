import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';

/** How the evidence bucket is locked. */
export type SeenLock = {
  readonly versioned: boolean;
  /** Null where the bucket has no default. */
  readonly mode: string | null;
  readonly days: number | null;
};

const NAME = 'bucket';

/** Whether evidence is kept: Object Lock with a default, and versions. `null`: there is no bucket. */
export function checkBucket(lock: Answer<SeenLock | null>, bucket: string): Check {
  if (lock.kind === 'none') return notLooked(NAME, lock.problem, GRANT);
  if (lock.value === null) return wrong(NAME, `there is no ${bucket}`, 'deploy the home stack');
  const { versioned, mode, days } = lock.value;
  if (mode === null || days === null || !versioned) {
    return wrong(
      NAME,
      `${bucket} has ${mode === null ? 'no default lock' : 'no versions'}: evidence can be changed`,
      'deploy again: Object Lock and versioning belong to the home stack',
    );
  }
  const leave = mode === 'GOVERNANCE' ? ', which an administrator can lift' : '';
  return ok(NAME, `${bucket} is locked for ${days} days, mode ${mode}${leave}`);
}
