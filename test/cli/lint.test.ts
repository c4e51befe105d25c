import { describe, expect, it } from 'vitest';
import { type LintOptions, lint } from '../../cli/lint.ts';
import { AFTER, BEFORE } from '../core/prevent/article.ts';
import { aTerminal } from './audit-files.ts';
import { policyFiles } from './policy-files.ts';

const ROLE = { Statement: [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }] };
const { files } = policyFiles({
  'before.json': JSON.stringify(BEFORE, null, 2),
  'after.json': AFTER,
  'role.json': ROLE,
  'none.json': { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
  'comment.json': '// why\n{}',
  'list.json': [],
  'operator.json': { Statement: [{ ...BEFORE.Statement[0], Condition: { StringIs: {} } }] },
});
const [before = '', after = '', role = '', none = '', comment = '', list = '', operator = ''] =
  files;

async function run(paths: readonly string[], over: Partial<LintOptions> = {}) {
  const { terminal, out, err } = aTerminal();
  return { exit: await lint(paths, { format: 'text', ...over }, terminal), out: out(), err: err() };
}

describe('lint', () => {
  it('says place, consequence and fix', async () => {
    const { exit, out } = await run([before]);
    expect(exit).toBe(1);
    expect(out).toMatch(/no-exception {2}\S*before\.json:4\n {2}consequence [\s\S]*\n {2}fix /);
    expect(
      Math.max(
        ...out
          .split('\n')
          .slice(3)
          .map((line) => line.length),
      ),
    ).toBeLessThan(120);
  });

  it('tells SCPs from policies of roles', async () => {
    const { out } = await run([after, role], { format: 'json' });
    expect(JSON.parse(out).policies.map(({ kind }: { kind: string }) => kind)).toEqual([
      'scp',
      'identity',
    ]);
    const forced = JSON.parse((await run([role], { format: 'json', kind: 'scp' })).out);
    expect(forced.findings).toEqual([]);
  });

  it('says where a policy may be of either kind: everything allowed reads the same', async () => {
    const { files: full } = policyFiles({
      'full.json': { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    });
    const { out } = await run(full);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'if it is none of a role (then give --kind identity)',
    );
    expect((await run([before])).out).not.toContain('--kind');
    const told = await run(full, { kind: 'identity' });
    expect(told).toMatchObject({ exit: 1, out: expect.stringContaining('full-access') });
  });

  it('exit 0 where nothing is found', async () => {
    expect(await run([none])).toMatchObject({ exit: 0, out: expect.stringMatching(/^Nothing/) });
  });

  it('exit 2 with every problem of every file', async () => {
    const { exit, out, err } = await run([comment, list, operator, 'nowhere.json', before]);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toMatch(
      /comment\.json:1[\s\S]*list\.json:1[\s\S]*unknown-operator[\s\S]*nowhere\.json/,
    );
  });
});
