import { expect, it } from 'vitest';
import { addRegions, regionsByRole } from '../../io/regions-of-accounts.ts';
import { type Answered, type Asked, startAnswers } from '../cli/aws-answers.ts';
import { anAccount } from '../core/coverage/organizations.ts';

const HUB = '555566667777';
const MEMBER = '111122223333';
const DENIED = { status: 403, body: { __type: 'AccessDeniedException', message: 'no' } };
const DENIED_XML = {
  status: 403,
  body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>',
};
const regions = (name: string) => ({ body: { Regions: [{ RegionName: name }] } });
const credentials = {
  body: '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
};

/** Regions of the hub, a member and a suspended account, by answers in the shapes of the API references. */
async function look(answer: (asked: Asked) => Answered) {
  const server = await startAnswers(answer);
  try {
    const list = regionsByRole(HUB, 'eu-central-1', (id) => `arn:aws:iam::${id}:role/read`);
    const accounts = [
      anAccount(HUB, 'security', { enabledRegions: null }),
      anAccount(MEMBER, 'prod-chat', { enabledRegions: null }),
      anAccount('222233334444', 'old', { enabledRegions: null, status: 'SUSPENDED' }),
    ];
    const added = await addRegions(accounts, list, () => undefined);
    const found = added.accounts.map(({ enabledRegions }) => enabledRegions);
    return { found, unseen: added.unseen, asked: server.asked };
  } finally {
    await server.stop();
  }
}

const isRole = ({ body }: Asked) => body.includes('AssumeRole');
const isMember = ({ body }: Asked) => body.includes(MEMBER);

it('looks by the role of the account, at home by itself, and into no suspended account', async () => {
  const { found, unseen, asked } = await look((each) =>
    isRole(each) ? credentials : regions('eu-north-1'),
  );
  expect(found).toEqual([['eu-north-1'], ['eu-north-1'], null]);
  expect(unseen).toEqual([]);
  expect(asked.filter(isRole).map(({ body }) => new URLSearchParams(body).get('RoleArn'))).toEqual([
    `arn:aws:iam::${MEMBER}:role/read`,
  ]);
  expect(asked.filter((each) => !isRole(each) && isMember(each))).toEqual([]);
});

it('without the role asks as the organization may, by the id of the account', async () => {
  const { found, asked } = await look((each) =>
    isRole(each) ? DENIED_XML : regions('eu-north-1'),
  );
  expect(found).toEqual([['eu-north-1'], ['eu-north-1'], null]);
  expect(asked.filter((each) => !isRole(each) && isMember(each))).toHaveLength(1);
});

it('says where nobody may look', async () => {
  const { found, unseen } = await look((each) => (isRole(each) ? DENIED_XML : DENIED));
  expect(found).toEqual([null, null, null]);
  expect(unseen).toEqual([
    {
      where: expect.stringMatching(/^Regions of account \d{12} and 1 more$/),
      problem: 'permission account:ListRegions is missing (AccessDeniedException)',
    },
  ]);
});
