import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import cdkJson from '../../cdk.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };

const pages = ['README.md', ...markdownBelow('docs')].map(
  (file) => [file, readFileSync(file, 'utf8')] as const,
);
const scripts = new Set(Object.keys(packageJson.scripts));
const commands = new Set(
  readdirSync('cli')
    .filter((file) => file.endsWith('-commands.ts'))
    .flatMap((file) => [...readFileSync(join('cli', file), 'utf8').matchAll(/\.command\('(\w+)/g)])
    .map(([, name]) => name),
);
const settings = Object.entries(cdkJson.context).filter(([name]) => !name.startsWith('@'));

describe.each(pages)('%s', (file, text) => {
  it('links to what is there', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)/g)];
    for (const [link, path = '', anchor] of targets) {
      const target = path === '' ? file : join(dirname(file), path);
      expect(existsSync(target), link).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor.slice(1));
    }
  });

  it('names scripts, commands and settings that exist', () => {
    for (const [, name = ''] of text.matchAll(/npm run ([\w:-]+)/g))
      expect(scripts, name).toContain(name);
    for (const [, name = ''] of text.matchAll(/npx geofence ([a-z]+)/g))
      expect(commands, name).toContain(name);
    for (const [, name = ''] of text.matchAll(/ -c (\w+)=/g))
      expect(Object.fromEntries(settings), name).toHaveProperty(name);
  });
});

it('docs/deploy.md lists every setting with its default', () => {
  const page = readFileSync('docs/deploy.md', 'utf8');
  const [table = ''] = /<!-- settings -->[\s\S]*<!-- \/settings -->/.exec(page) ?? [];
  const rows = [...table.matchAll(/^\| `(\w+)` \|.*\| ([^|]+) \|$/gm)];
  expect(rows.map(([, name]) => name)).toEqual(settings.map(([name]) => name));
  for (const [, name = '', shown = ''] of rows) {
    const value = settings.find(([each]) => each === name)?.[1];
    if (value === '' || Array.isArray(value)) expect(shown).toMatch(/^(empty|none yet)/);
    else expect(shown).toBe(`\`${value}\``);
  }
});

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
