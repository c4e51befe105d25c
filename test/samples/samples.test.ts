import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSampleFiles } from '../../samples/sample-files.ts';

const FOLDER = join(import.meta.dirname, '../../samples');

/** Everything that can be unpacked, also of a file that is cut off. */
function unpack(bytes: Uint8Array): string {
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8');
}

describe('the sample day', () => {
  const files = createSampleFiles();
  const trail = files.filter(({ path }) => path.endsWith('.gz'));

  it('is the same bytes on every run', () => {
    const again = createSampleFiles();
    expect(again.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    for (const [i, { bytes }] of again.entries()) {
      expect(Buffer.compare(bytes, files[i]?.bytes ?? Buffer.of())).toBe(0);
    }
  });

  // What gzip makes of the same text depends on the zlib that a Node was built with: texts are compared.
  it.each(trail.map(({ path, text }) => [path.slice(path.lastIndexOf('/') + 1), path, text]))(
    'is committed as it is generated: %s',
    (_, path, text) => {
      const committed = unpack(readFileSync(join(FOLDER, path)));
      expect(committed.length).toBeGreaterThan(10_000);
      expect(path.includes('T2355Z_') ? text.startsWith(committed) : text === committed).toBe(true);
    },
  );

  it.each(['geofence.json', 'expected.json', 'organization.json'])(
    'is committed as it is generated: %s',
    (path) => {
      const generated = files.find((file) => file.path === path)?.text;
      expect(readFileSync(join(FOLDER, path), 'utf8')).toBe(generated);
    },
  );

  it('has no file in its trail that is not generated', () => {
    const committed = readdirSync(join(FOLDER, 'trail'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.gz'))
      .map((path) => `trail/${path}`);
    expect(committed.toSorted()).toEqual(trail.map(({ path }) => path).toSorted());
  });

  it('is small', () => {
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(1_000_000);
  });

  it('ends in a file that is cut off, and in no other', () => {
    const broken = trail.filter(({ bytes }) => {
      try {
        return gunzipSync(bytes).length === 0;
      } catch {
        return true;
      }
    });
    expect(broken.map(({ path }) => path)).toEqual([trail.at(-1)?.path]);
  });
});
