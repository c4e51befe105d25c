import { describe, expect, it } from 'vitest';
import { lint } from '../../cli/lint.ts';
import { replay } from '../../cli/replay.ts';
import { scp } from '../../cli/scp.ts';
import type { Terminal } from '../../cli/terminal.ts';
import { aTerminal } from './audit-files.ts';
import { policyFiles } from './policy-files.ts';
import { simulated } from './simulated.ts';

const DENY = { Effect: 'Deny', Action: 'bedrock:*', Resource: '*' };
const deny = (over: object) => JSON.stringify({ Statement: [{ ...DENY, ...over }] });
const one = (key: string) => ({ [key]: 'x' });
const ROWS = [
  ['a comment', '{\n// why\n}', ':2  the whole file  [not-json]'],
  ['an array', '[]', ':1  the whole file  [no-policy]'],
  ['an unknown operator', deny({ Condition: { Like: one('aws:RequestedRegion') } }), '/Like'],
  ['an unknown condition key', deny({ Condition: { StringLike: one('aws:Nothing') } }), '/aws:No'],
  ['a principal', deny({ Principal: '*' }), '/Statement/0/Principal  [principal-in-scp]'],
  ['an ARN that is none', deny({ Resource: 'model' }), '/Statement/0/Resource  [no-resource]'],
  [
    'one Sid twice',
    JSON.stringify({ Statement: [DENY, DENY].map((each) => ({ Sid: 'A', ...each })) }),
    '/Statement/1/Sid  [duplicate-sid]',
  ],
  ['a megabyte', deny({ Action: Array(80_000).fill('bedrock:Get') }), '[too-long]'],
] as const;

type Run = (file: string, terminal: Terminal) => Promise<number>;
const COMMANDS: readonly (readonly [string, Run])[] = [
  ['lint', (file, terminal) => lint([file], { format: 'text' }, terminal)],
  [
    'scp --base',
    (file, terminal) =>
      scp({ base: [file], models: [], applicationProfiles: [], allow: ['eu'] }, terminal),
  ],
  [
    'replay',
    (file, terminal) =>
      replay(['samples/trail'], { scp: [file], allow: ['eu'], format: 'text' }, terminal),
  ],
];

describe.each(ROWS)('%s', (_, text, place) => {
  const [file = ''] = policyFiles({ 'bad.json': text }).files;

  function expectRefusal({ exit, out, err }: { exit: number; out: string; err: string }) {
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(place);
    expect(err).toMatch(
      /bad\.json:\d+ [\s\S]*\n {2}found {2}[\s\S]*\n {2}allowed [\s\S]*\n {2}fix /,
    );
    expect(err.length).toBeLessThan(2_000);
  }

  it.each(COMMANDS)('%s says place, what and fix', async (_name, command) => {
    const { terminal, out, err } = aTerminal();
    expectRefusal({ exit: await command(file, terminal), out: out(), err: err() });
  });

  it('simulate says place, what and fix', async () => {
    expectRefusal(await simulated([file], 'eu.amazon.nova-pro-v1:0@eu-central-1'));
  });
});
