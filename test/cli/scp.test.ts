import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ScpOptions, scp } from '../../cli/scp.ts';
import services from '../../data/scp-global-services.json' with { type: 'json' };
import { AFTER, BEFORE, EU_FROM_FRANKFURT, REGIONS } from '../core/prevent/article.ts';
import { aTerminal } from './audit-files.ts';
import { policyFiles } from './policy-files.ts';
import { simulated } from './simulated.ts';

const NOVA = 'amazon.nova-pro-v1:0';
const APP = 'arn:aws:bedrock:eu-central-1:123456789101:application-inference-profile/vgixe80c1w1v';
const withApp = {
  fences: [{ name: 'eu', allow: ['eu'], scope: { accounts: ['123456789101'] } }],
  catalog: { profiles: [{ id: APP, copyFrom: `eu.${NOVA}` }] },
};
/** 50 characters under the limit: an exception more, and it needs two policies. */
const LONG = nearTheLimit(10_190);
const { files, folder } = policyFiles({
  'before.json': BEFORE,
  'geofence.json': withApp,
  'landing-zone.json': controlTower(services.controlTower.exemptPrincipalsLandingZone),
  'ou.json': controlTower(services.controlTower.exemptPrincipalsOu),
  'long.json': LONG,
  'no-deny.json': { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
});
const [before = '', geofence = '', landingZone = '', ou = '', long = '', noDeny = ''] = files;

/** Control Tower's Region deny, from its list of global services. */
function controlTower(exempt: readonly string[]) {
  const Condition = {
    StringNotEquals: { 'aws:RequestedRegion': REGIONS },
    ArnNotLike: { 'aws:PrincipalARN': exempt },
  };
  const NotAction = services.controlTower.notAction;
  const Statement = [{ Sid: 'GRREGIONDENY', Effect: 'Deny', NotAction, Resource: '*', Condition }];
  return { Version: '2012-10-17', Statement };
}

function nearTheLimit(characters: number) {
  const of = (Action: readonly string[]) => ({
    ...BEFORE,
    Statement: [...BEFORE.Statement, { Sid: 'Long', Effect: 'Deny', Action, Resource: '*' }],
  });
  const missing = characters - JSON.stringify(of(['ec2:A'])).length;
  return of([`ec2:A${'a'.repeat(missing)}`]);
}

async function print(over: Partial<ScpOptions>) {
  const { terminal, out, err } = aTerminal();
  const options = { base: [], models: [], applicationProfiles: [], allow: ['eu'], ...over };
  return { exit: await scp(options, terminal), out: out(), err: err() };
}

describe('scp --base', () => {
  it("is the article's extension, everything else as it was", async () => {
    const { exit, out, err } = await print({ base: [before] });
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toEqual(AFTER);
    expect(out).toBe(`${JSON.stringify(AFTER)}\n`);
    expect(err).toMatch(/every account[\s\S]*simulated[\s\S]*trusts the name/);
  });

  it('extends every Region deny of it, also one of streams alone', async () => {
    const Condition = { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } };
    const deny = (Action: string) => ({ Effect: 'Deny', Action, Resource: '*', Condition });
    const Statement = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'].map(deny);
    const { files: split } = policyFiles({ 'split.json': { Statement } });
    const { exit, out } = await print({ base: split });
    expect(exit).toBe(0);
    for (const statement of JSON.parse(out).Statement) {
      expect(statement.Condition.ArnNotLike).toEqual({
        'bedrock:InferenceProfileArn': [EU_FROM_FRANKFURT],
      });
    }
  });

  it('leaves batch denied that is denied by itself', async () => {
    const Action = 'bedrock:CreateModelInvocationJob';
    const Statement = [...BEFORE.Statement, { Effect: 'Deny', Action, Resource: '*' }];
    const { files: noBatch } = policyFiles({ 'no-batch.json': { ...BEFORE, Statement } });
    const { exit, out } = await print({ base: noBatch });
    expect(exit).toBe(0);
    expect(JSON.parse(out).Statement[1]).toEqual({ Effect: 'Deny', Action, Resource: '*' });
  });

  it('restricted to one model', async () => {
    const { out } = await print({ base: [before], models: [NOVA] });
    const arn = `arn:aws:bedrock:eu-central-1:*:inference-profile/eu.${NOVA}`;
    expect(
      JSON.parse(out).Statement[0].Condition.ArnNotLike['bedrock:InferenceProfileArn'],
    ).toEqual([arn]);
  });

  it('extended to an application profile, for the accounts of the fence', async () => {
    const policy = { policy: geofence, allow: [], applicationProfiles: [APP] };
    const { exit, out, err } = await print({ base: [before], ...policy });
    expect(exit).toBe(0);
    expect(err).toContain('For accounts 123456789101');
    expect(
      JSON.parse(out).Statement[0].Condition.ArnNotLike['bedrock:InferenceProfileArn'],
    ).toEqual([EU_FROM_FRANKFURT, APP]);
    const { files: made } = policyFiles({ 'after.json': out });
    expect((await simulated(made, `${APP}@eu-central-1`, { policy: geofence })).exit).toBe(0);
    expect((await simulated([before], `${APP}@eu-central-1`, { policy: geofence })).exit).toBe(1);
  });

  it('both layers of Control Tower, each in a file; only both let the call through', async () => {
    const none = await print({ base: [landingZone, ou] });
    expect(none).toMatchObject({ exit: 2, out: '' });
    const output = join(folder, 'layers');
    expect(await print({ base: [landingZone, ou], output })).toMatchObject({ exit: 0, out: '' });
    const layers = readdirSync(output).map((name) => join(output, name));
    expect(layers).toHaveLength(2);
    const call = `eu.${NOVA}@eu-central-1`;
    expect((await simulated(layers, call)).exit).toBe(0);
    expect((await simulated([layers[0] ?? '', ou], call)).exit).toBe(1);
  });

  it('over the limit: files, each under it; without a folder exit 2', async () => {
    expect(await print({ base: [long] })).toMatchObject({ exit: 2, out: '' });
    const output = join(folder, 'split');
    expect(await print({ base: [long], output })).toMatchObject({ exit: 0, out: '' });
    const texts = readdirSync(output).map((name) => readFileSync(join(output, name), 'utf8'));
    expect(texts.map((text) => JSON.parse(text).Statement.length)).toEqual([1, 1]);
    expect(Math.max(...texts.map((text) => text.trim().length))).toBeLessThanOrEqual(10_240);
    expect(texts.map((text) => JSON.parse(text).Statement[0].Sid)).toEqual([
      'DenyOutsideRegions',
      'Long',
    ]);
  });
});

describe('scp', () => {
  it('with the guard beside it, the name of a profile is trusted no longer', async () => {
    const guard = await print({});
    const { files: made } = policyFiles({ 'guard.json': guard.out, 'after.json': AFTER });
    const call = 'eu.anthropic.claude-opus-5@eu-central-1';
    expect((await simulated(made, call)).exit).toBe(0);
    expect((await simulated(made, 'amazon.nova-pro-v1:0@us-east-1')).exit).toBe(1);
  });

  it.each([
    ['several fences', { allow: [], policy: 'samples/geofence.json' }, /several fences/],
    [
      'an application profile that nothing resolves',
      { base: [before], applicationProfiles: [APP] },
      /catalog.profiles/,
    ],
    [
      'application profiles for a guard',
      { policy: geofence, allow: [], applicationProfiles: [APP] },
      /needs none/,
    ],
    [
      'a model that is none',
      { models: ['amazon.nova-por-v1:0'] },
      /did you mean.*amazon\.nova-pro-v1:0/,
    ],
    ['an ARN as a model', { policy: geofence, allow: [], models: [APP] }, /--application-profiles/],
    ['a base without a Region deny', { base: [noDeny] }, /could be extended/],
    ['a base that is not there', { base: ['nowhere.json'] }, /nowhere.json cannot be read/],
    [
      'a fence that no profile stays in',
      { base: [before], allow: ['de'] },
      /no such profile stays inside/,
    ],
  ])('refuses: %s', async (_, over, message) => {
    const { exit, out, err } = await print(over);
    expect(err).toMatch(message);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
  });
});
