import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every file that is loaded with one of `dist/`, before anything runs. */
function loadedWith(file: string, seen = new Map<string, string>()): ReadonlyMap<string, string> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, target = ''] of text.matchAll(/^(?:import|export)\b[^;]*?"(\.\/[^"]+)";$/gm)) {
    loadedWith(join(dirname(file), target), seen);
  }
  return seen;
}

/** The file of `dist/` that a command's own file became. */
function chunkOf(source: string): string {
  const main = readFileSync(resolve('dist/main.mjs'), 'utf8');
  const [, name = ''] =
    new RegExp(`import\\("\\./(${source}-[A-Z0-9]+\\.mjs)"\\)`).exec(main) ?? [];
  return resolve('dist', name);
}

const HEAVY = {
  'the clients of AWS': 'ListObjectsV2Command',
  'the checks of policies': 'safeParse',
  'the parser of policies': 'createScanner',
  'questions to a person': 'isCancel',
  threads: 'new Tinypool',
  'the scan': 'AGFzbQ',
};

describe('what is loaded before it is used', () => {
  const everything = readdirSync('dist')
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => readFileSync(join('dist', name), 'utf8'))
    .join('\n');
  const small = [...loadedWith(resolve('dist/main.mjs')).values()].join('\n');
  it.each(Object.entries(HEAVY))('the command itself: not %s', (_, word) => {
    expect(small).not.toContain(word);
    expect(everything).toContain(word);
  });

  it('the command itself is little', () => expect(small.length).toBeLessThan(200_000));

  it.each(['audit', 'check', 'init'])('%s: neither clients of AWS nor threads', (command) => {
    const loaded = [...loadedWith(chunkOf(command)).values()].join('\n');
    expect(loaded).not.toContain(HEAVY['the clients of AWS']);
    expect(loaded).not.toContain('from "tinypool"');
  });
});
