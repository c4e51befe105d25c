import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleLambda } from '../../infra/bundle-lambdas.ts';

const folder = mkdtempSync(join(tmpdir(), 'geofence-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The entry and whatever it loads at once, in bytes. */
function atStart(bundle: string, file = 'index.mjs', seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const text = readFileSync(join(bundle, file), 'utf8');
  const chunks = [...text.matchAll(/(?:from|import)"\.\/([\w.-]+\.mjs)"/g)].map(
    ([, name = '']) => name,
  );
  return (
    statSync(join(bundle, file)).size +
    chunks.reduce((sum, name) => sum + atStart(bundle, name, seen), 0)
  );
}

describe('the bundle of ingest', () => {
  const bundle = bundleLambda('ingest', join(folder, 'ingest'));

  it('starts with at most 400 KB; S3 and SNS come when they are used', () => {
    const bytes = atStart(bundle);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(400_000);
    const names = readdirSync(bundle);
    expect(names.some((name) => name.startsWith('evidence-bucket-'))).toBe(true);
    expect(names.some((name) => name.startsWith('findings-topic-'))).toBe(true);
  });

  it('takes no credentials but those of its environment', () => {
    const text = readdirSync(bundle)
      .map((name) => readFileSync(join(bundle, name), 'utf8'))
      .join('');
    const holds = (words: string) => text.includes(words);
    expect(holds('AWS_SESSION_TOKEN')).toBe(true);
    expect(holds('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')).toBe(false);
    expect(holds('AWS_WEB_IDENTITY_TOKEN_FILE')).toBe(false);
  });

  it('is the same when it is built again', () => {
    const again = bundleLambda('ingest', join(folder, 'again'));
    expect(readdirSync(again)).toEqual(readdirSync(bundle));
    for (const name of readdirSync(again)) {
      expect(readFileSync(join(again, name))).toEqual(readFileSync(join(bundle, name)));
    }
  });
});
