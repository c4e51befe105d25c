import { describe, expect, it } from 'vitest';
import { type CheckOptions, check } from '../../cli/check.ts';
import { aTerminal } from './audit-files.ts';

async function run(model: string | undefined, over: Partial<CheckOptions> = {}) {
  const { terminal, out, err } = aTerminal();
  const exit = await check(model, { allow: ['eu'], format: 'text', ...over }, terminal);
  return { exit, out: out(), err: err() };
}

describe('check', () => {
  it('answers first, for a person', async () => {
    const { exit, out } = await run('eu.anthropic.claude-opus-5', { from: 'eu-west-2' });
    expect(exit).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "NO. 1 of 1 routes may leave fence "eu".

      eu.anthropic.claude-opus-5
        leaves   from London (eu-west-2)
        may run in   Frankfurt, Stockholm, Milan, Spain, Ireland, LONDON, Paris
      "
    `);
  });

  it.each([
    ['stays', 'eu.anthropic.claude-opus-5', { from: 'eu-central-1' }, 0, /^YES\. All of 1 routes/],
    ['leaves', 'global.anthropic.claude-opus-5', {}, 1, /^NO\. 6 of 6 routes/],
    ['unknown', 'eu.nobody.knows', {}, 2, /^NOT KNOWN/],
    ['all', undefined, { all: true }, 1, /^NO\. \d+ of \d+ routes/],
  ])('%s', async (_, model, over, exit, answer) => {
    const found = await run(model, over);
    expect(found.exit).toBe(exit);
    expect(found.out).toMatch(answer);
    expect(Math.max(...found.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('prints one JSON object', async () => {
    const { out } = await run('eu.anthropic.claude-opus-5', { format: 'json' });
    expect(JSON.parse(out)).toMatchObject({ fence: 'eu', routes: expect.any(Array) });
  });

  it.each([
    ['nothing named', undefined, {}, /name a profile or model/],
    ['named and --all', 'x', { all: true }, /name a profile or model/],
    ['an unknown Region', 'x', { from: 'eu-wst-2' }, /did you mean eu-west-2/],
    ['an unknown fence', 'x', { fence: 'us' }, /choose one of "eu"/],
    [
      'several fences',
      'x',
      { allow: [], policy: 'samples/geofence.json' },
      /several fences: "eu", "us"/,
    ],
    ['no policy', 'x', { allow: ['europe'] }, /did you mean/],
  ])('refuses: %s', async (_, model, over, message) => {
    const { exit, err, out } = await run(model, over);
    expect(exit).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });
});
