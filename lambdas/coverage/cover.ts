import { coverOrganization } from '../../core/coverage/cover-organization.ts';
import type { Coverage } from '../../core/coverage/coverage.ts';
import type { Organization } from '../../core/coverage/organization.ts';
import { createSightings } from '../../core/coverage/sightings.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { EvidenceReader } from '../reconcile/ports.ts';
import { type Look, seePlaces } from './see-places.ts';

/** An organization as it was seen, and by what it is judged. */
export type ToCover = {
  readonly organization: Organization;
  /** What of it could not be looked at. */
  readonly unseen: Coverage['unseen'];
  readonly policy: ResolvedPolicy;
  /** Begins the names of what the watcher deploys. */
  readonly prefix: string;
};

/** Covers an organization by evidence, and reads no more of it than is needed: until all who may call are seen. */
export async function cover(
  { unseen, ...given }: ToCover,
  evidence: EvidenceReader,
  nowMs: number,
  look: Omit<Look, 'isEnough'>,
): Promise<Coverage> {
  const input = { ...given, nowMs };
  const sightings = createSightings(given.policy, nowMs);
  const open = coverOrganization({ ...input, sightings, unreadOf: () => null, unseen }).rows.filter(
    ({ state }) => state === 'callable, not watched' || state === 'unknown',
  );
  const seen = await seePlaces(evidence, given.policy, nowMs, {
    ...look,
    isEnough: ({ has }) => open.every(({ accountId, region }) => has(accountId, region)),
  });
  return coverOrganization({ ...input, ...seen, unseen: [...unseen, ...seen.unseen] });
}
