import { access, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The same as the evidence bucket, in a folder: objects are written once and never changed. */
export function createEvidenceFolder(folder: string) {
  let written = 0;
  return {
    async put(key: string, bytes: Uint8Array): Promise<void> {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true });
      written += 1;
      const draft = `${path}.${process.pid}-${written}.tmp`;
      try {
        await writeFile(draft, bytes);
        await link(draft, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      } finally {
        await rm(draft, { force: true });
      }
    },
    async has(key: string): Promise<boolean> {
      return access(join(folder, key)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
    },
  };
}
