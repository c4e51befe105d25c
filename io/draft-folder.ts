import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A folder that is written beside its place and then renamed: whoever finds one of that name finds all of it. */
export function createDraftFolder(folder: string) {
  const draft = `${folder.replace(/[/\\]+$/, '')}.${process.pid}.part`;
  return {
    /** Whether something lies in the place already. */
    isTaken: async (): Promise<boolean> => (await readdir(folder).catch(() => [])).length > 0,
    async put(path: string, bytes: string | Uint8Array): Promise<void> {
      const place = join(draft, path);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, bytes);
    },
    finish: (): Promise<void> => rename(draft, folder),
    /** Never rejects. */
    discard: (): Promise<void> =>
      rm(draft, { recursive: true, force: true }).catch(() => undefined),
  };
}
