import { describe, expect, it } from 'vitest';
import { scp } from '../../cli/scp.ts';
import { BEFORE } from '../core/prevent/article.ts';
import { aTerminal } from './audit-files.ts';
import { policyFiles } from './policy-files.ts';
import { simulated } from './simulated.ts';

const NOVA = 'amazon.nova-pro-v1:0';
const APP = 'arn:aws:bedrock:eu-central-1:123456789101:application-inference-profile/vgixe80c1w1v';
const { files } = policyFiles({
  'before.json': BEFORE,
  'geofence.json': {
    fences: [{ name: 'eu', allow: ['eu'] }],
    catalog: { profiles: [{ id: APP, copyFrom: `eu.${NOVA}` }] },
  },
  'someone.json': {
    Statement: {
      ...{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' },
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Chat' } },
    },
  },
});
const [before = '', geofence = '', someone = ''] = files;

async function aGuard() {
  const { terminal, out } = aTerminal();
  await scp({ base: [], models: [], applicationProfiles: [], allow: ['eu'] }, terminal);
  return out();
}

describe('simulate', () => {
  it('names what was refused, and by which statement', async () => {
    const { exit, out } = await simulated([before], `eu.${NOVA}@eu-central-1`);
    expect(exit).toBe(1);
    expect(out).toMatch(/^0 allowed, 1 denied/);
    expect(out).toContain(`arn:aws:bedrock:eu-west-3::foundation-model/${NOVA}`);
    expect(out).toContain('statement 1 "DenyOutsideRegions" of');
  });

  it('asks for the model without a Region, for global', async () => {
    const { out } = await simulated([before], 'global.anthropic.claude-opus-5@eu-central-1');
    expect(out).toContain('arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5');
  });

  it('a role must allow what the SCP does not deny', async () => {
    const role = {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'bedrock:InvokeModel',
          Resource: 'arn:aws:bedrock:eu-west-1::*',
        },
      ],
    };
    const { files: made } = policyFiles({ 'guard.json': await aGuard(), 'role.json': role });
    const [guard = '', iam = ''] = made;
    expect((await simulated([guard], `${NOVA}@eu-west-1`, { iam: [iam] })).exit).toBe(0);
    const refused = await simulated([guard], `${NOVA}@eu-west-3`, { iam: [iam] });
    expect(refused.exit).toBe(1);
    expect(refused.out).toMatch(/no statement of/);
  });

  it('--matrix: every profile from every source Region', async () => {
    const { exit, out } = await simulated([before], '', { call: [], matrix: true, format: 'json' });
    expect(exit).toBe(1);
    expect(JSON.parse(out).calls.length).toBeGreaterThan(1000);
  });

  it.each([
    ['nothing called', [before], '', { call: [] }, /what is called/],
    ['no policy', [], `eu.${NOVA}@eu-central-1`, {}, /no policy to simulate/],
    ['no Region', [before], `eu.${NOVA}`, {}, /no <profile or model>@<Region>/],
    ['an unknown Region', [before], `eu.${NOVA}@eu-centrl-1`, {}, /did you mean eu-central-1/],
    [
      'an account that is none',
      [before],
      `eu.${NOVA}@eu-central-1`,
      { account: '1' },
      /twelve digits/,
    ],
    ['a profile that nothing resolves', [before], `${APP}@eu-central-1`, {}, /^$/],
    [
      'a profile from another Region than its own',
      [before],
      `${APP}@eu-west-1`,
      { policy: geofence },
      /^$/,
    ],
    [
      'an operation that is no action',
      [before],
      `eu.${NOVA}@eu-central-1`,
      { action: 'bedrock:Converse' },
      /authorized as the first two/,
    ],
    [
      'a principal of another account',
      [before],
      `eu.${NOVA}@eu-central-1`,
      { principal: 'arn:aws:iam::111122223333:role/Chat' },
      /give --account 111122223333/,
    ],
    ['nobody knows who calls', [someone], `eu.${NOVA}@eu-central-1`, {}, /give --principal/],
    [
      'a principal that is no ARN',
      [before],
      `eu.${NOVA}@eu-central-1`,
      { principal: 'Chat' },
      /no ARN of a role or user/,
    ],
  ])('exit 2: %s', async (_, scps, call, over, message) => {
    const { exit, err } = await simulated(scps, call, over);
    expect(exit).toBe(2);
    expect(err).toMatch(message);
  });
});
