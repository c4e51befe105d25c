import { readManifest } from '../../core/distribute/read-manifest.ts';
import { trailItemOf } from '../../core/distribute/trail-item.ts';
import { unzip } from '../../io/unzip.ts';
import type { WorkStore } from '../distribute/ports.ts';
import type { Period } from '../reconcile/ports.ts';
import type { SizedListing } from './list-trail.ts';

/**
 * The files of a trail as somebody listed them, in an object below `manifests/` of the work bucket, or in
 * all objects of a folder there. Rejects where a list is malformed: half a list would look like a whole.
 */
export function createNamedTrail(
  manifest: string,
  workBucket: string,
  trail: { readonly bucket: string; readonly prefix: string },
  work: Pick<WorkStore, 'read' | 'list'>,
) {
  return {
    async *list(delivered: Period): AsyncGenerator<SizedListing> {
      const root = `s3://${workBucket}/`;
      const key = manifest.slice(root.length);
      if (!manifest.startsWith(`${root}manifests/`)) {
        throw new Error(
          `${manifest} is not below ${root}manifests/, where manifests are read. Copy it there.`,
        );
      }
      const seen = new Set<string>();
      for await (const name of key.endsWith('/') ? work.list(key) : [key]) {
        for (const each of await keysIn(name)) {
          if (seen.has(each)) continue;
          seen.add(each);
          const item = trailItemOf(each, delivered);
          if (item.kind === 'other') yield { kind: 'other', key: each };
          if (item.kind === 'log') yield { ...item, key: each, bytes: null };
        }
      }
      if (seen.size === 0) throw new Error(`${manifest} holds no list of files`);
    },
  };

  async function keysIn(name: string): Promise<readonly string[]> {
    const bytes = await work.read(name);
    if (bytes === null) throw new Error(`there is no s3://${workBucket}/${name}`);
    const unzipped = bytes[0] === 0x1f ? unzip(bytes) : { kind: 'bytes' as const, bytes };
    if (unzipped.kind !== 'bytes') throw new Error(`${name}: ${unzipped.problem}`);
    const read = readManifest(new TextDecoder().decode(unzipped.bytes), trail);
    if (read.kind === 'keys') return read.keys;
    throw new Error(`s3://${workBucket}/${name} cannot be used: ${read.problems.join('; ')}`);
  }
}
