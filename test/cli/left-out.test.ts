import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../cli/audit.ts';
import { diff } from '../../cli/diff.ts';
import { replay } from '../../cli/replay.ts';
import type { Terminal } from '../../cli/terminal.ts';
import { aCall, aSubmission } from '../core/judge/records.ts';
import { regionDeny } from '../core/prevent/article.ts';
import { aTerminal } from './audit-files.ts';

type Flags = { readonly format: 'text' | 'json'; readonly from?: string };

let folder = '';
const onDay = (day: number) => ({ eventTime: `2026-11-0${day}T10:00:00Z` });
const RECORDS = [aCall(onDay(3)), aCall(onDay(4)), aSubmission(onDay(3)), aCall(onDay(5))];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'geofence-left-out-'));
  write('policy', { fences: [{ name: 'eu', allow: ['eu'] }] });
  write('scp', regionDeny(['eu-central-1']));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, `${name}.json`);
const write = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value));

const COMMANDS = {
  audit: (flags: Flags, terminal: Terminal) =>
    audit([at('log')], { ...flags, allow: ['eu'] }, '0.0.0', terminal),
  diff: (flags: Flags, terminal: Terminal) =>
    diff([at('log')], { ...flags, policy: at('policy'), against: at('policy') }, terminal),
  replay: (flags: Flags, terminal: Terminal) =>
    replay([at('log')], { ...flags, allow: ['eu'], scp: [at('scp')] }, terminal),
};

describe.each(['audit', 'diff', 'replay'] as const)('%s', (command) => {
  it.each([
    ['2026-11-05', 3, '3 calls or jobs before or after the time asked for are left out'],
    ['2026-11-04', 2, '2 calls or jobs before or after the time asked for are left out'],
    ['2026-11-03T10:00:01Z', 2, '2 calls or jobs before or after the time asked for are left out'],
  ])('from %s says that %i are left out, as text and as JSON', async (from, leftOut, sentence) => {
    write('log', { Records: RECORDS });
    const text = aTerminal();
    await COMMANDS[command]({ format: 'text', from }, text.terminal);
    expect(text.out().replace(/\s+/g, ' ')).toContain(` Window ${sentence}`);
    expect(
      Math.max(
        ...text
          .out()
          .split('\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThan(81);
    const json = aTerminal();
    await COMMANDS[command]({ format: 'json', from }, json.terminal);
    const said = JSON.parse(json.out());
    expect(said.leftOut ?? said.period.leftOut).toBe(leftOut);
  });

  it('says of one that it is left out', async () => {
    write('log', { Records: RECORDS.slice(0, 1) });
    const { terminal, out } = aTerminal();
    await COMMANDS[command]({ format: 'text', from: '2026-11-04' }, terminal);
    expect(out()).toContain('1 call or job before or after the time asked for is left out');
  });

  it('says nothing where nothing is left out', async () => {
    const { terminal, out, err } = aTerminal();
    await COMMANDS[command]({ format: 'text' }, terminal);
    expect(out() + err()).not.toMatch(/left out/);
  });
});
