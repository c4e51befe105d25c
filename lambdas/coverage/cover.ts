import type { Coverage } from '../../core/coverage/coverage.ts';
import { type Covered, createCover } from '../../core/coverage/create-cover.ts';
import { createSightings } from '../../core/coverage/sightings.ts';
import type { EvidenceReader } from '../reconcile/ports.ts';
import { type Look, seePlaces } from './see-places.ts';

/** An organization as it was seen. */
export type ToCover = Covered & {
  /** What of it could not be looked at. */
  readonly unseen: Coverage['unseen'];
};

/** Covers an organization by evidence, and reads no more of it than is needed: until all who may call are seen. */
export async function cover(
  { unseen, ...covered }: ToCover,
  evidence: EvidenceReader,
  nowMs: number,
  look: Omit<Look, 'isEnough'>,
): Promise<Coverage> {
  const coverBy = createCover(covered);
  const sightings = createSightings(covered.policy, nowMs);
  const open = coverBy({ sightings, unreadOf: () => null, unseen, nowMs }).rows.filter(
    ({ state }) => state === 'callable, not watched' || state === 'unknown',
  );
  const seen = await seePlaces(evidence, covered.policy, nowMs, {
    ...look,
    isEnough: ({ has }) => open.every(({ accountId, region }) => has(accountId, region)),
  });
  return coverBy({ ...seen, unseen: [...unseen, ...seen.unseen], nowMs });
}
