import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { NamedPolicy } from '../../core/prove/policies-by-hour.ts';
import type { Unseen } from '../../core/prove/unseen.ts';
import { createPolicies } from '../seal/policies.ts';
import type { EvidenceReader } from './ports.ts';

/**
 * Finds the policies that evidence names. One that is not kept is null and said once; `otherwise` is known
 * from the start.
 */
export function createPolicyFinder({ read }: Pick<EvidenceReader, 'read'>, otherwise: NamedPolicy) {
  const known = new Map<string, ResolvedPolicy | null>([[otherwise.sha256, otherwise.policy]]);
  const unseen: Unseen[] = [];
  const load = createPolicies({
    read: async (key) => {
      const object = await read(key);
      return object === null ? null : { ...object, versionId: null };
    },
  });
  return {
    async find(sha256: string): Promise<ResolvedPolicy | null> {
      const found = known.get(sha256);
      if (found !== undefined) return found;
      try {
        const policy = await load(sha256);
        known.set(sha256, policy);
        return policy;
      } catch (error) {
        known.set(sha256, null);
        const problem = error instanceof Error ? error.message : String(error);
        unseen.push({ where: `policies/v1/${sha256}.json`, problem });
        return null;
      }
    },
    /** Of those that were found. */
    known: (sha256: string): ResolvedPolicy | null => known.get(sha256) ?? null,
    unseen: (): readonly Unseen[] => unseen,
  };
}
