import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDeployment } from '../../infra/read-deployment.ts';
import { CONTEXT } from './synthesize.ts';

const folder = mkdtempSync(join(tmpdir(), 'geofence-context-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (over: object) => readDeployment({ ...CONTEXT, ...over }, '1.2.3');
function policyFile(content: string): string {
  const file = join(folder, 'geofence.json');
  writeFileSync(file, content);
  return file;
}
const ORGANIZATION = {
  topology: 'organization',
  organizationId: 'o-a1b2c3d4e5',
  managementAccount: '999988887777',
  organizationTargets: 'r-ab12',
};
const fence = (over: object) => JSON.stringify({ fences: [{ name: 'f', allow: ['eu'], ...over }] });

describe('what is refused', () => {
  it.each<readonly [string, object, string]>([
    ['a policy that is not there', { policy: 'nowhere.json' }, '[no-policy]'],
    ['a policy that is no JSON', { policy: policyFile('{') }, 'geofence.json'],
    ['a prefix with capitals', { prefix: 'Geofence' }, '/context/prefix'],
    ['a prefix that is too long for a bucket', { prefix: 'a'.repeat(21) }, '3 to 20 small letters'],
    ...['xn--watch', 'sthree-watch', 'amzn-s3-demo-watch'].map(
      (prefix) => ['a prefix that S3 keeps for itself', { prefix }, '[reserved-prefix]'] as const,
    ),
    [
      'a prefix whose canary the policy does not know',
      { prefix: 'watcher' },
      'set "canaryRole": "arn:*:iam::*:role/watcher-canary-*"',
    ],
    [
      'a home Region that does not exist',
      { homeRegion: 'eu-centrall-1' },
      'did you mean "eu-central-1"?',
    ],
    [
      'a source Region that does not exist',
      { sourceRegions: 'eu-central-1,eu-wst-1' },
      'did you mean "eu-west-1"?',
    ],
    ['no source Region', { sourceRegions: [] }, '[no-region]'],
    ['a home that nobody watches', { sourceRegions: ['us-east-1'] }, '[home-not-watched]'],
    [
      'a Region of another partition',
      { sourceRegions: 'eu-central-1,us-gov-west-1' },
      '[other-partition]',
    ],
    ['nobody to tell', { mailAddresses: [] }, '[nobody-told]'],
    ['a mail address that is none', { mailAddresses: 'security' }, '[mail-address]'],
    ['no retention', { retentionDays: 0 }, '/context/retentionDays'],
    ['a retention that is true', { retentionDays: true }, '/context/retentionDays'],
    ['a policy that is no name', { policy: 7 }, '[no-policy]'],
    ['a retention that is no number', { retentionDays: 'long' }, '/context/retentionDays'],
    ['a lock that is none', { lockMode: 'loose' }, '[lock-mode]'],
    [
      'days that CloudWatch Logs does not know',
      { logRetentionDays: 91 },
      '/context/logRetentionDays',
    ],
    ['a topology that is none', { topology: 'star' }, '"single" or "organization"'],
    ...(
      [
        ['organizationId', 'acme'],
        ['managementAccount', '1234'],
        ['organizationTargets', []],
        ['organizationTargets', 'r-ab12,everything'],
        ['stackSetCallAs', 'me'],
      ] as const
    ).map(
      ([name, value]) =>
        [
          `an organization with a wrong ${name}`,
          { ...ORGANIZATION, [name]: value },
          `/context/${name}`,
        ] as const,
    ),
    ['a runbook that is no address', { runbookUrl: 'javascript:alert(1)' }, '[address]'],
  ])('%s', (_, over, text) => {
    const result = read(over);
    expect(result.kind === 'problems' && result.text).toContain(text);
  });

  it('a policy that allows nothing', () => {
    const policy = policyFile(fence({ allow: ['eu-west-1'], deny: ['eu-west-1'] }));
    expect(read({ policy })).toMatchObject({ kind: 'problems' });
  });

  it('everything at once', () => {
    const result = read({ prefix: 'X', mailAddresses: [], lockMode: 'no', retentionDays: -1 });
    expect(result.kind === 'problems' && result.text).toContain('cdk.json: 4 problems');
  });
});

it('an organization is read, and the delegated administrator deploys it by default', () => {
  const result = read(ORGANIZATION);
  expect(result.kind === 'deployment' && result.deployment.organization).toEqual({
    id: 'o-a1b2c3d4e5',
    managementAccount: '999988887777',
    targets: ['r-ab12'],
    callAs: 'DELEGATED_ADMIN',
  });
});

describe('what is warned of', () => {
  it('a home Region in no fence', () => {
    const policy = policyFile(fence({ allow: ['us'] }));
    const result = read({ policy });
    expect(result.kind === 'deployment' && result.warnings).toEqual([
      expect.stringContaining('the home Region eu-central-1 is in no fence'),
    ]);
  });

  it('a policy in which nobody is told', () => {
    const result = read({ policy: policyFile(fence({ mode: 'observe' })) });
    expect(result.kind === 'deployment' && result.warnings).toEqual([
      expect.stringContaining('only observes'),
    ]);
  });

  it('nothing, where all is well', () => expect(read({})).toMatchObject({ warnings: [] }));
});

describe('what is taken', () => {
  it('lists as texts, as they come from the command line', () => {
    expect(
      read({ sourceRegions: ' eu-central-1 , us-east-1,', mailAddresses: 'a@b.de,c@d.de' }),
    ).toMatchObject({
      deployment: {
        sourceRegions: ['eu-central-1', 'us-east-1'],
        mailAddresses: ['a@b.de', 'c@d.de'],
      },
    });
  });

  it('by default every Region with Bedrock that needs no opt-in', () => {
    const result = read({ sourceRegions: 'default' });
    const regions = result.kind === 'deployment' ? result.deployment.sourceRegions : [];
    expect(regions).toContain('us-west-2');
    expect(regions).not.toContain('eu-central-2');
    expect(regions).not.toContain('us-gov-west-1');
    expect(regions.length).toBeGreaterThan(12);
  });

  it('a Region that only the policy knows, and nobody to tell where that is said', () => {
    const policy = policyFile(
      JSON.stringify({
        fences: [{ name: 'f', allow: ['eu'] }],
        catalog: { regions: [{ code: 'eu-new-9', country: 'DE' }] },
      }),
    );
    const result = read({ policy, sourceRegions: 'eu-central-1,eu-new-9', mailAddresses: 'none' });
    expect(result).toMatchObject({ kind: 'deployment', deployment: { mailAddresses: [] } });
  });
});
