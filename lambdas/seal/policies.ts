import { fieldOf } from '../../core/judge/json-fields.ts';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { SealPorts } from './ports.ts';

/** A policy that judged, by its hash. Rejects where it is not kept, or is not what its hash says. */
export type PolicyOf = (sha256: string) => Promise<ResolvedPolicy>;

export function createPolicies({ read }: Pick<SealPorts, 'read'>): PolicyOf {
  const known = new Map<string, Promise<ResolvedPolicy>>();
  return (sha256) => {
    const policy = known.get(sha256) ?? load(sha256, read);
    known.set(sha256, policy);
    return policy;
  };
}

async function load(sha256: string, read: SealPorts['read']): Promise<ResolvedPolicy> {
  const key = `policies/v1/${sha256}.json`;
  const object = await read(key);
  if (object === null)
    throw new Error(`${key} is not there: what it judged cannot be judged again`);
  if (sha256Hex(object.bytes) !== sha256) throw new Error(`${key} is not what its name says`);
  const policy: unknown = JSON.parse(Buffer.from(object.bytes).toString('utf8'));
  if (!isResolvedPolicy(policy)) throw new Error(`${key} is no resolved policy of this program`);
  return policy;
}

/** What has the hash was written by ingest out of a checked policy: its schema tells whether it is ours. */
function isResolvedPolicy(value: unknown): value is ResolvedPolicy {
  return fieldOf(value, 'schema') === 'resolved-policy/1';
}
