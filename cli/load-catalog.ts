import { access } from 'node:fs/promises';
import { type LoadedPolicy, loadPolicy } from './load-policy.ts';

/**
 * Loads what is known of Regions and profiles, for what needs no fence: from `--policy`, from
 * `./geofence.json` where there is one, else as it ships.
 */
export async function loadCatalog(file: string | undefined): Promise<LoadedPolicy> {
  const hasFile = await access('geofence.json').then(
    () => true,
    () => false,
  );
  return loadPolicy(file, file !== undefined || hasFile ? [] : ['commercial']);
}
