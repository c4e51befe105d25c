import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type InitOptions, init } from '../../cli/init.ts';
import { aCall, aReported, aSubmission } from '../core/judge/records.ts';
import { aTerminal } from './audit-files.ts';

const GLOBAL = 'global.anthropic.claude-sonnet-4-6';
const root = mkdtempSync(join(tmpdir(), 'geofence-init-'));
afterAll(() => rmSync(root, { recursive: true }));

let policy = '';
let logs = '';
beforeEach(() => {
  const folder = mkdtempSync(join(root, 'in-'));
  policy = join(folder, 'geofence.json');
  logs = join(folder, 'day.json');
  const london = aCall({ awsRegion: 'eu-west-2' });
  writeFileSync(logs, JSON.stringify({ Records: [aCall(), aReported('us-east-1'), london] }));
});

async function run(over: Partial<InitOptions>) {
  const { terminal, out, err } = aTerminal();
  const exit = await init({ allow: [], from: [], policy, ...over }, terminal);
  const file = existsSync(policy) ? JSON.parse(readFileSync(policy, 'utf8')) : null;
  return { exit, file, out: out(), err: err() };
}

describe('init', () => {
  it('writes one fence from --allow, and names the schema', async () => {
    const { exit, file } = await run({ allow: ['eu', 'eu-west-2'] });
    expect(exit).toBe(0);
    expect(file.$schema).toMatch(/docs\/schemas\/geofence\.schema\.json$/);
    expect(file.fences).toEqual([{ name: 'eu+eu-west-2', allow: ['eu', 'eu-west-2'] }]);
  });

  it('writes a fence that only observes', async () => {
    expect((await run({ allow: ['eu'], observe: true })).file.fences[0].mode).toBe('observe');
  });

  it('proposes fences by jurisdiction from logs, and says what they would flag', async () => {
    const { exit, file, out } = await run({ from: [logs] });
    expect(exit).toBe(0);
    expect(file.fences).toEqual([
      { name: 'eu', allow: ['eu'], scope: { sourceRegions: ['eu-central-1'] } },
      { name: 'uk', allow: ['uk'], scope: { sourceRegions: ['eu-west-2'] } },
    ]);
    expect(Object.keys(file.accounts)).toEqual(['111122223333']);
    expect(out).toMatch(/Would flag\s+1 of 3 calls outside/);
  });

  it('proposes fences that only observe', async () => {
    const { file } = await run({ from: [logs], observe: true });
    expect(file.fences.map(({ mode }: { mode: string }) => mode)).toEqual(['observe', 'observe']);
  });

  it('says which jobs name no Region', async () => {
    const jobs = [aCall(), aSubmission({ requestParameters: { modelId: GLOBAL } })];
    writeFileSync(logs, JSON.stringify({ Records: jobs }));
    expect((await run({ from: [logs] })).out).toMatch(/Not visible\s+1 job:/);
  });

  it.each([
    ['an absolute path', (file: string) => file],
    ['a relative path', (file: string) => relative('.', file)],
  ])('names a schema that is there from %s', async (_, pathOf) => {
    const absolute = policy;
    policy = pathOf(absolute);
    const { file } = await run({ allow: ['eu'] });
    expect(existsSync(join(dirname(absolute), file.$schema))).toBe(true);
  });

  it('names a place once that is given twice', async () => {
    const { file } = await run({ allow: ['eu', 'eu'] });
    expect(file.fences).toEqual([{ name: 'eu', allow: ['eu'] }]);
  });

  it.each([
    ['before the first', 0],
    ['after the first', 1],
  ])('writes nothing from logs when stopped %s file', async (_, files) => {
    let asked = 0;
    const signal = Object.defineProperty(new AbortController().signal, 'aborted', {
      get: () => {
        asked += 1;
        return asked > files;
      },
    });
    const { terminal, out } = aTerminal({ signal });
    expect(await init({ allow: [], from: [logs], policy }, terminal)).toBe(130);
    expect(existsSync(policy)).toBe(false);
    expect(out()).toBe('');
  });

  it('says why it could not write', async () => {
    policy = join(root, 'nowhere', 'geofence.json');
    const { exit, err } = await run({ allow: ['eu'] });
    expect(exit).toBe(2);
    expect(err).toMatch(/was not written: there is no such file or folder/);
  });

  it.each([
    ['nobody to ask, and no flag', {}, /--allow eu, or --from/],
    ['both flags', { allow: ['eu'], from: ['x'] }, /both given/],
    ['an unknown place', { allow: ['euu'] }, /--allow[\s\S]*did you mean "eu"/],
    [
      'logs without a call',
      { from: [join(root, 'nothing')] },
      /no Bedrock call[\s\S]*no such file/,
    ],
  ])('refuses: %s', async (_, options, message) => {
    const { exit, file, err } = await run(options);
    expect(exit).toBe(2);
    expect(file).toBeNull();
    expect(err).toMatch(message);
  });

  it('proposes no fence for a Region where calls were only refused', async () => {
    const denied = aCall({ awsRegion: 'us-east-1', errorCode: 'AccessDenied' });
    writeFileSync(logs, JSON.stringify({ Records: [aCall(), denied] }));
    const { exit, file } = await run({ from: [logs] });
    expect(exit).toBe(0);
    expect(file.fences).toEqual([{ name: 'eu', allow: ['eu'] }]);
  });

  it('ends with 2 where a log could not be read', async () => {
    const { exit, file, out } = await run({ from: [logs, join(root, 'nothing')] });
    expect(exit).toBe(2);
    expect(file.fences).toHaveLength(2);
    expect(out).toMatch(/Not read\s+1 file/);
  });

  it('never overwrites', async () => {
    writeFileSync(policy, '{"mine": true}');
    const { exit, file, err } = await run({ allow: ['eu'] });
    expect(exit).toBe(2);
    expect(file).toEqual({ mine: true });
    expect(err).toMatch(/not overwritten/);
  });
});
