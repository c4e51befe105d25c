import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes policies into a new folder; gives the path of each. */
export function policyFiles(documents: Readonly<Record<string, unknown>>) {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-policies-'));
  const files = Object.entries(documents).map(([name, document]) => {
    const file = join(folder, name);
    writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
    return file;
  });
  return { folder, files };
}
