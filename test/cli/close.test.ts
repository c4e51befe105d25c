import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloseOptions, close } from '../../cli/close.ts';
import { closureKeyOf, readClosure } from '../../core/prove/closure.ts';
import { findingIdOf } from '../../core/report/finding-id.ts';
import { isToldGroup } from '../../core/tell/marker.ts';
import { aReported } from '../core/judge/records.ts';
import { anIngest, messagesOf } from '../lambdas/an-ingest.ts';
import { NOW, writeObjects } from './an-evidence-folder.ts';
import { aTerminal } from './audit-files.ts';

const root = mkdtempSync(join(tmpdir(), 'geofence-close-'));
afterAll(() => rmSync(root, { recursive: true }));

const OUTSIDE = aReported('us-east-1');
const INSIDE = aReported('eu-west-1');
const idOf = ({ awsRegion, requestID, eventName }: Record<string, unknown>) =>
  findingIdOf(JSON.stringify([awsRegion, requestID, eventName]));
let folder = '';
let group = '';

beforeAll(async () => {
  const ingest = anIngest();
  await ingest.start()(messagesOf(OUTSIDE, INSIDE));
  folder = writeObjects(
    root,
    new Map([...ingest.objects].map(([key, bytes]) => [key, { bytes, writtenMs: NOW }])),
  );
  group = [...ingest.objects.keys()].find(isToldGroup)?.slice(-69, -5) ?? '';
});

const run = async (ids: readonly string[], over: CloseOptions = {}) => {
  const { terminal, out, err } = aTerminal();
  const options = { evidence: folder, by: 'jane', reason: 'mended', ticket: 'SEC-1', ...over };
  const exit = await close(ids, options, NOW, terminal);
  return { exit, out: out(), err: err() };
};
const stored = (id: string) => readClosure(readFileSync(join(folder, closureKeyOf(id))));

describe('geofence close', () => {
  it('ends a finding, with who, why and the ticket, and once', async () => {
    const id = idOf(OUTSIDE);
    expect(await run([id])).toEqual({ exit: 0, out: `Closed finding ${id}\n`, err: '' });
    expect(stored(id)).toMatchObject({ id, closes: 'finding', by: 'jane', ticket: 'SEC-1' });
    const again = await run([id], { by: 'joe' });
    expect(again.exit).toBe(0);
    expect(again.out).toContain('was closed before, by jane');
    expect(stored(id)?.by).toBe('jane');
  });

  it('ends what a message told, by its group', async () => {
    expect((await run([group])).out).toBe(`Closed group ${group}\n`);
    expect(stored(group)?.closes).toBe('group');
  });

  it.each<readonly [string, () => readonly string[], CloseOptions, string]>([
    ['an id that is none', () => ['xyz'], {}, '"xyz" is no id'],
    ['a finding that is none', () => ['0123456789abcdef'], {}, 'no finding in the evidence'],
    ['a call that is no finding', () => [idOf(INSIDE)], {}, 'no finding in the evidence'],
    ['a group that nobody was told of', () => ['a'.repeat(64)], {}, 'no group in the evidence'],
    ['nobody', () => [group], { by: ' ' }, 'say who closes it'],
    ['no reason', () => [group], { reason: '' }, 'say why'],
    ['no evidence', () => [group], { evidence: '' }, 'name where the evidence lies'],
    ['a folder that is none', () => [group], { evidence: '/nowhere' }, '/nowhere'],
  ])('refuses %s', async (_, ids, over, problem) => {
    const { exit, out, err } = await run(ids(), over);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(problem);
  });

  it('says everything that is wrong at once, and closes nothing', async () => {
    const { err } = await run(['xyz', 'abc'], { by: '', reason: '' });
    expect(err.split('\n').filter((line) => line !== '')).toHaveLength(4);
  });
});
