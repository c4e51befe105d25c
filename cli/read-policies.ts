import { fieldOf } from '../core/judge/json-fields.ts';
import { sha256Hex } from '../core/policy/canonical-json.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import type { Inventory } from './take-inventory.ts';

/** The policies that lie with the evidence and are what their names say, by hash. */
export async function readPolicies(
  { entries }: Inventory,
  source: EvidenceSource,
): Promise<ReadonlyMap<string, ResolvedPolicy>> {
  const policies = new Map<string, ResolvedPolicy>();
  for (const [key, { versionIds }] of entries) {
    const [, hash] = /^policies\/v1\/([0-9a-f]{64})\.json$/.exec(key) ?? [];
    const read = hash === undefined ? null : await source.read(key, versionIds[0] ?? null);
    if (read?.kind !== 'bytes' || sha256Hex(read.bytes) !== hash) continue;
    const policy = parse(read.bytes);
    if (policy !== null) policies.set(hash, policy);
  }
  return policies;
}

/** Evidence names it by its hash, so it is what judged: its schema tells whether this program knows its form. */
function parse(bytes: Uint8Array): ResolvedPolicy | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return fieldOf(value, 'schema') === 'resolved-policy/1' ? (value as ResolvedPolicy) : null;
  } catch {
    return null;
  }
}
