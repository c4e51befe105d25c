import { describe, expect, it } from 'vitest';
import { type IamOptions, iam } from '../../cli/iam.ts';
import { aTerminal } from './audit-files.ts';
import { policyFiles } from './policy-files.ts';

const NOVA = 'amazon.nova-pro-v1:0';
const OPUS = 'anthropic.claude-opus-5';

const APP = 'arn:aws:bedrock:eu-central-1:123456789101:application-inference-profile/vgixe80c1w1v';
const [withApp = ''] = policyFiles({
  'geofence.json': {
    fences: [{ name: 'eu', allow: ['eu'] }],
    catalog: { profiles: [{ id: APP, copyFrom: `eu.${NOVA}` }] },
  },
}).files;

async function print(over: Partial<IamOptions>) {
  const { terminal, out, err } = aTerminal();
  const options = { model: [], from: [], account: '*', allow: ['eu'], ...over };
  return { exit: await iam(options, terminal), out: out(), err: err() };
}
const statementsOf = (out: string) =>
  JSON.parse(out).Statement as readonly {
    readonly Resource: readonly string[];
    readonly Condition?: object;
  }[];

describe('iam', () => {
  it("the article's first example: one profile, its model in its four destinations", async () => {
    const over = { model: [`eu.${NOVA}`], from: ['eu-central-1'], account: '123456789101' };
    const { exit, out } = await print(over);
    expect(exit).toBe(0);
    const profile = `arn:aws:bedrock:eu-central-1:123456789101:inference-profile/eu.${NOVA}`;
    expect(statementsOf(out)).toMatchObject([
      { Resource: [profile] },
      {
        Resource: ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'].map(
          (region) => `arn:aws:bedrock:${region}::foundation-model/${NOVA}`,
        ),
        Condition: { ArnLike: { 'bedrock:InferenceProfileArn': [profile] } },
      },
    ]);
    expect(out.trim()).toBe(JSON.stringify(JSON.parse(out)));
  });

  it('an application profile: the same model in the same destinations, through it alone', async () => {
    const { exit, out } = await print({ model: [APP], policy: withApp, allow: [] });
    expect(exit).toBe(0);
    expect(statementsOf(out)).toMatchObject([
      { Resource: [APP] },
      {
        Resource: ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'].map(
          (region) => `arn:aws:bedrock:${region}::foundation-model/${NOVA}`,
        ),
        Condition: { ArnLike: { 'bedrock:InferenceProfileArn': [APP] } },
      },
    ]);
  });

  it('says where a managed policy is too small for it', async () => {
    const whole = { all: true, dataAutomation: true, guardrails: true };
    expect((await print(whole)).err).toMatch(/managed policy takes 6144/);
    expect((await print({ ...whole, from: ['eu-west-1'] })).err).not.toMatch(/managed/);
  });

  it('the application profiles of others are no part of --all', async () => {
    const { out } = await print({ all: true, policy: withApp, allow: [] });
    expect(out).not.toContain('application-inference-profile');
  });

  it('the second: all of eu.', async () => {
    const { out } = await print({ all: true, from: ['eu-central-1'] });
    const [profiles, models] = statementsOf(out);
    expect(profiles?.Resource).toEqual(['arn:aws:bedrock:eu-central-1:*:inference-profile/eu.*']);
    expect(models?.Resource).toContain('arn:aws:bedrock:eu-west-3::foundation-model/*');
    expect(models?.Condition).toBeDefined();
  });

  it('the three parts of global.', async () => {
    const over = { model: [`global.${OPUS}`], from: ['eu-west-1'], allow: ['commercial'] };
    expect(statementsOf((await print(over)).out)).toMatchObject([
      { Resource: [`arn:aws:bedrock:eu-west-1:*:inference-profile/global.${OPUS}`] },
      { Resource: [`arn:aws:bedrock:eu-west-1::foundation-model/${OPUS}`] },
      {
        Resource: [`arn:aws:bedrock:::foundation-model/${OPUS}`],
        Condition: { StringEquals: { 'aws:RequestedRegion': 'unspecified' } },
      },
    ]);
  });

  it('Data Automation and guardrails: the profile in every Region of its route', async () => {
    const over = { dataAutomation: true, guardrails: true, from: ['eu-central-1'] };
    const [automation, guardrail] = statementsOf((await print(over)).out);
    const regions = [
      'eu-central-1',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-3',
    ];
    const arn = (kind: string, id: string) => (region: string) =>
      `arn:aws:bedrock:${region}:*:${kind}-profile/${id}`;
    expect(automation?.Resource.slice(0, -1)).toEqual(
      regions.map(arn('data-automation', 'eu.data-automation-v1')),
    );
    expect(guardrail?.Resource.slice(0, -1)).toEqual(
      regions.map(arn('guardrail', 'eu.guardrail.v1:0')),
    );
  });

  it('a model by itself, in the Regions of the fence', async () => {
    const [statement] = statementsOf((await print({ model: [NOVA], allow: ['eu-west-1'] })).out);
    expect(statement?.Resource).toEqual([`arn:aws:bedrock:eu-west-1::foundation-model/${NOVA}`]);
  });

  it.each([
    ['nothing wanted', {}, /what may the role call/],
    ['both', { all: true, model: [NOVA] }, /give one/],
    ['a profile that leaves', { model: [`global.${OPUS}`] }, /from none of its Regions/],
    [
      'a profile that leaves from there',
      { model: [`eu.${OPUS}`], from: ['eu-west-2'] },
      /from none/,
    ],
    [
      'an unknown model',
      { model: ['eu.amazon.nova-por-v1:0'] },
      /did you mean eu\.amazon\.nova-pro/,
    ],
    ['an unknown Region', { all: true, from: ['eu-wst-1'] }, /did you mean eu-west-1/],
    [
      'an application profile of which nothing tells what it copies',
      { model: [APP] },
      /what this application profile copies.*\n.*"copyFrom".*catalog\.profiles/,
    ],
    [
      'an application profile from another Region than its own',
      { model: [APP], policy: withApp, allow: [], from: ['eu-west-1'] },
      /from none of eu-west-1/,
    ],
    [
      'an application profile of another account',
      { model: [APP], policy: withApp, allow: [], account: '111122223333' },
      /of another account/,
    ],
    ['no account', { all: true, account: '12' }, /twelve digits/],
    [
      'a fence that is none',
      { all: true, allow: [], policy: 'samples/geofence.json', fence: 'ue' },
      /--fence ue: no fence of that name\.\n.*choose one of "/,
    ],
    ['several fences', { all: true, allow: [], policy: 'samples/geofence.json' }, /several fences/],
  ])('refuses: %s', async (_, over, message) => {
    const { exit, out, err } = await print(over);
    expect(err).toMatch(message);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
  });
});
