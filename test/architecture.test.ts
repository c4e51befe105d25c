import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDERS = ['core', 'io', 'lambdas', 'cli', 'dashboards', 'infra', 'data', 'samples', 'test'];
const GENERATED = new Set(['core/catalog/generated.ts']);
const MAX_LINES = 250;

const code = FOLDERS.filter((folder) => existsSync(folder))
  .flatMap(filesBelow)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const inCore = code.filter(({ file }) => file.startsWith('core/'));

describe('one place for each thing', () => {
  it.each(['inside', 'waived', 'outside', 'undecided', 'not-served'])(
    'only core/judge/decide.ts gives the verdict %s',
    (verdict) => {
      const writers = code
        .filter(({ file }) => !file.startsWith('test/'))
        .filter(({ text }) => text.includes(`kind: '${verdict}',`));
      expect(writers.map(({ file }) => file)).toEqual(['core/judge/decide.ts']);
    },
  );

  it('only cli/, infra/app.ts and the main.ts of a function touch the process', () => {
    const touching = code
      .filter(({ file }) => /^(core|io|dashboards|lambdas|infra)\//.test(file))
      .filter(({ file }) => !/^(lambdas\/[^/]+\/main|infra\/app)\.ts$/.test(file))
      .filter(({ text }) =>
        /\bprocess\.(env|exit|argv|std)|\bconsole\.(log|info|warn|error|debug)\b/.test(text),
      );
    expect(touching.map(({ file }) => file)).toEqual([]);
  });
});

describe('core is pure', () => {
  it.each([
    ['clock', /\bDate\.now\(|\bnew Date\(\)|\bperformance\./],
    ['environment', /\bprocess\b\./],
    ['chance', /\bMath\.random\(|\brandomUUID\(/],
    ['file system, network or SDK', /from '(node:(?!crypto')|@aws-sdk|aws-cdk)/],
    ['locale', /\.localeCompare\(|\btoLocale|\bIntl\./],
  ])('no %s', (_, pattern) => {
    expect(
      inCore.filter(({ text }) => pattern.test(withoutComments(text))).map(({ file }) => file),
    ).toEqual([]);
  });

  it('imports nothing from the shell, and nobody imports a test', () => {
    const arrows = code.flatMap(({ file, text }) =>
      [...text.matchAll(/from '(\.[^']+)'/g)].map(
        ([, target]) => `${room(file)} -> ${room(join(file, '..', target ?? ''))}`,
      ),
    );
    const forbidden = new Set(arrows.filter(isForbidden));
    expect([...forbidden]).toEqual([]);
  });
});

it('the oracle, whose licence is another, is imported in tests alone', () => {
  const importing = code.filter(({ text }) => text.includes("from '@cloud-copilot/"));
  expect(importing.map(({ file }) => file).filter((file) => !file.startsWith('test/'))).toEqual([]);
  expect(importing.length).toBeGreaterThan(0);
});

describe('files', () => {
  it(`none is over ${MAX_LINES} lines`, () => {
    const long = code
      .filter(({ file }) => !GENERATED.has(file))
      .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('half of them are under 100 lines', () => {
    const lengths = inCore.map(({ text }) => text.split('\n').length).sort((a, b) => a - b);
    expect(lengths[lengths.length >> 1]).toBeLessThan(100);
  });

  it('none has a name that says nothing', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|manager|service|index)\.ts$/;
    expect(code.filter(({ file }) => vague.test(file)).map(({ file }) => file)).toEqual([]);
  });
});

describe('README', () => {
  const readme = readFileSync('README.md', 'utf8');
  const rows = [...readme.matchAll(/^\| (Where [^|]+)\| (.+) \|$/gm)].map(
    ([, question, answer]) => [question, answer] as const,
  );

  it('answers where things are', () => expect(rows.length).toBeGreaterThan(8));

  it.each(rows)('%s', (_, answer) => {
    const [file = '', symbol] = [...(answer ?? '').matchAll(/`([^`]+)`/g)].map(
      ([, name]) => name ?? '',
    );
    expect(statSync(file).isFile() || statSync(file).isDirectory()).toBe(true);
    if (symbol !== undefined) expect(readFileSync(file, 'utf8')).toContain(symbol);
  });

  it('is short', () => expect(readme.split('\n').length).toBeLessThan(150));
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

function room(path: string): string {
  return path.split('/')[0] ?? '';
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  io: ['core', 'io'],
  dashboards: ['core', 'dashboards'],
  lambdas: ['core', 'io', 'lambdas'],
  cli: ['core', 'io', 'dashboards', 'lambdas', 'cli', 'package.json'],
  infra: ['core', 'dashboards', 'infra', 'package.json'],
  data: ['core', 'dashboards', 'data'],
  samples: ['samples', 'core'],
};

function isForbidden(arrow: string): boolean {
  const [from = '', to = ''] = arrow.split(' -> ');
  return from !== 'test' && !(ALLOWED[from] ?? []).includes(to);
}
