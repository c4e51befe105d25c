import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CoverageRow } from '../../core/coverage/coverage.ts';
import { FULL } from '../core/coverage/organizations.ts';
import { type Answered, type Asked, startAnswers } from './aws-answers.ts';
import { cover, evidenceOf, only, root } from './coverage-runs.ts';

/** Answers in the shapes of the API references, two a page; every value is invented. */
function organizationAnswers(count: number, over: (asked: Asked) => Answered | null = () => null) {
  const ids = Array.from({ length: count }, (_, index) => `${100000000000 + index}`);
  const page = (name: string, values: readonly unknown[], { body }: Asked) => {
    const from = Number(JSON.parse(body).NextToken ?? 0);
    const next = from + 20 < values.length ? { NextToken: String(from + 20) } : {};
    return { body: { [name]: values.slice(from, from + 20), ...next } };
  };
  return (asked: Asked): Answered => {
    const answered = over(asked);
    if (answered !== null) return answered;
    const [, operation = ''] = asked.operation.split(' ');
    const input = asked.body.startsWith('{') ? JSON.parse(asked.body) : {};
    switch (operation) {
      case 'GetCallerIdentity':
        return {
          body: `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${ids[1]}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
        };
      case 'DescribeOrganization':
        return {
          body: {
            Organization: { Id: 'o-1', Arn: 'arn:aws:organizations::1:o', MasterAccountId: ids[0] },
          },
        };
      case 'ListRoots':
        return page(
          'Roots',
          [
            {
              Id: 'r-1',
              Name: 'Root',
              PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
            },
          ],
          asked,
        );
      case 'ListOrganizationalUnitsForParent':
        return page(
          'OrganizationalUnits',
          input.ParentId === 'r-1' ? [{ Id: 'ou-1', Name: 'work' }] : [],
          asked,
        );
      case 'ListAccountsForParent':
        return page(
          'Accounts',
          (input.ParentId === 'r-1' ? ids.slice(0, 2) : ids.slice(2)).map((Id) => ({
            Id,
            Name: `n-${Id}`,
            State: 'ACTIVE',
          })),
          asked,
        );
      case 'ListAccounts':
        return page(
          'Accounts',
          ids.map((Id) => ({ Id })),
          asked,
        );
      case 'ListPolicies':
        return page(
          'Policies',
          [
            { Id: 'p-full', Name: 'FullAWSAccess' },
            { Id: 'p-eu', Name: 'eu' },
          ],
          asked,
        );
      case 'DescribePolicy':
        return {
          body: {
            Policy: {
              Content: JSON.stringify(input.PolicyId === 'p-eu' ? only('eu-central-1') : FULL),
            },
          },
        };
      case 'ListTargetsForPolicy':
        return page(
          'Targets',
          (input.PolicyId === 'p-eu' ? ['ou-1'] : ['r-1', 'ou-1', ...ids]).map((TargetId) => ({
            TargetId,
          })),
          asked,
        );
      default:
        return { body: { Regions: [{ RegionName: 'eu-central-1' }] } };
    }
  };
}

const file = join(root, 'saved.json');
async function askAll(count: number, over?: (asked: Asked) => Answered | null, more = {}) {
  const server = await startAnswers(organizationAnswers(count, over));
  try {
    return { ...(await cover({ region: 'eu-central-1', ...more })), asked: server.asked };
  } finally {
    await server.stop();
  }
}

it('asks for 100 accounts once each, and far fewer things of the organization', async () => {
  const evidence = await evidenceOf([`${100000000002}`, 'eu-central-1']);
  const { exit, out, asked } = await askAll(100, undefined, { evidence, save: file });
  const of = (name: string) => asked.filter(({ operation }) => operation.startsWith(name)).length;
  expect(of('account')).toBe(100);
  expect(of('organizations')).toBeLessThan(30);
  expect(out).toMatch(/^No: 131 of \d+ account-Regions/);
  expect(exit).toBe(1);
  const written = await cover({ organization: file, evidence });
  expect(written.out).toBe(out);
  expect(readFileSync(file, 'utf8')).toContain('"hubAccount": "100000000001"');
});

const DENIED = { status: 403, body: { __type: 'AccessDeniedException', message: 'no' } };
it.each<readonly [string, string, RegExp, RegExp]>([
  [
    'policies',
    'organizations ListPolicies',
    /^Not known|^No:/,
    /permission organizations:ListPolicies is missing/,
  ],
  [
    'what a policy says',
    'organizations DescribePolicy',
    /./,
    /permission organizations:DescribePolicy is missing/,
  ],
  [
    'what it is attached to',
    'organizations ListTargetsForPolicy',
    /./,
    /ListTargetsForPolicy is missing/,
  ],
  [
    'Regions',
    'account POST',
    /./,
    /Regions of account \d+ and 2 more: permission account:ListRegions is missing/,
  ],
])(
  'where nobody may see %s it says so, and nothing is denied that may not be',
  async (_, name, answer, says) => {
    const { exit, out } = await askAll(3, ({ operation }) =>
      operation.startsWith(name) ? DENIED : null,
    );
    expect(exit).toBe(2);
    expect(out).toMatch(answer);
    expect(out.replace(/\s+/g, ' ')).toMatch(says);
    if (!name.startsWith('account')) expect(out).toMatch(/ 0 {2}denied by SCP/);
  },
);

it('one policy of which nobody may see what it is attached to may be attached to anything', async () => {
  const { exit, out } = await askAll(3, ({ operation, body }) =>
    operation.endsWith('ListTargetsForPolicy') && body.includes('p-eu') ? DENIED : null,
  );
  expect(exit).toBe(2);
  expect(out.replace(/\s+/g, ' ')).toContain('nobody could look at it');
});

it('the hub is the account of the evidence bucket, whoever asks', async () => {
  const evidence = 's3://bedrock-geofence-evidence-555566667777-eu-central-1';
  await askAll(3, undefined, { evidence, save: file }).catch(() => null);
  expect(readFileSync(file, 'utf8')).toContain('"hubAccount": "555566667777"');
});

it('where nobody may list all accounts it says that some may be missing', async () => {
  const { exit, out } = await askAll(3, ({ operation }) =>
    operation === 'organizations ListAccounts' ? DENIED : null,
  );
  expect(exit).toBe(2);
  expect(out.replace(/\s+/g, ' ')).toContain('permission organizations:ListAccounts is missing');
});

it.each([
  ['no unit', []],
  ['two', ['r-1', 'ou-1']],
])(
  'an account that is moved while it looks, and is found in %s, is one, and unknown',
  async (_, units) => {
    const moved = '100000000002';
    const { exit, out } = await askAll(
      4,
      ({ operation, body }) => {
        if (!operation.endsWith('ListAccountsForParent')) return null;
        const { ParentId } = JSON.parse(body);
        const ids = ParentId === 'r-1' ? ['100000000000', '100000000001'] : ['100000000003'];
        const all = units.includes(ParentId) ? [...ids, moved] : ids;
        return { body: { Accounts: all.map((Id) => ({ Id, Name: 'n', State: 'ACTIVE' })) } };
      },
      { save: file, evidence: await evidenceOf(['100000000000', 'eu-central-1']) },
    );
    expect(exit).toBe(2);
    expect(out.replace(/\s+/g, ' ')).toContain(
      `account ${moved}: it was moved while units were read`,
    );
    const read = await cover({ organization: file, format: 'json' });
    const rows = JSON.parse(read.out).rows.filter((row: CoverageRow) => row.accountId === moved);
    expect(rows.map(({ region }: CoverageRow) => region)).toEqual([
      ...new Set(rows.map(({ region }: CoverageRow) => region)),
    ]);
    expect(rows).toContainEqual(
      expect.objectContaining({
        state: 'unknown',
        why: expect.stringContaining('what is attached to the account: nobody could look'),
      }),
    );
  },
);

it.each([
  [
    'DescribeOrganization',
    /organization cannot be read: permission organizations:DescribeOrganization/,
  ],
  ['GetCallerIdentity', /nobody is known to AWS/],
])('says what to do where %s is refused', async (name, says) => {
  const { exit, err } = await askAll(3, ({ operation }) =>
    operation.endsWith(name)
      ? {
          ...DENIED,
          ...(name.startsWith('Get')
            ? { body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>' }
            : {}),
        }
      : null,
  );
  expect(exit).toBe(2);
  expect(err).toMatch(says);
  expect(err).toContain('Fix: ');
});
