import { describe, expect, it } from 'vitest';
import { ORGANIZATION } from './an-organization.ts';
import { named, ofType, synthesize } from './synthesize.ts';

function sealOf(context: object = {}) {
  const home = synthesize(context)['bedrock-geofence-home'];
  const role = named(home, 'AWS::IAM::Role', 'RoleName', 'bedrock-geofence-seal-eu-central-1');
  const [{ PolicyDocument }] = role.Policies as [{ PolicyDocument: { Statement: Statement[] } }];
  const functions = ofType(home, 'AWS::Lambda::Function');
  const seal = functions.find(({ FunctionName }) => FunctionName === 'bedrock-geofence-seal');
  return {
    of: (sid: string) => PolicyDocument.Statement.find(({ Sid }) => Sid === sid),
    environment: JSON.stringify(seal?.Environment),
  };
}
type Statement = { readonly Sid: string; readonly Resource: unknown };

describe('the hourly run of an organization', () => {
  const seal = sealOf(ORGANIZATION);

  it('may become the reader of accounts of the organization, and nobody else', () => {
    expect(seal.of('LookIntoAccounts')).toMatchObject({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':iam::*:role/bedrock-geofence-read-*'],
        ],
      },
      Condition: { StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
    });
  });

  it('writes what it saw, reads which accounts there are, and knows its own account', () => {
    expect(JSON.stringify(seal.of('WriteEvidence')?.Resource)).toContain('/watched/v1/*');
    expect(JSON.stringify(seal.of('ReadEvidence')?.Resource)).toContain('/coverage/v1/*');
    expect(seal.environment).toContain('WATCHER_ACCOUNT');
  });
});

it('the hourly run of one account becomes nobody, and writes nothing more', () => {
  const seal = sealOf();
  expect(seal.of('LookIntoAccounts')).toBeUndefined();
  expect(JSON.stringify(seal.of('WriteEvidence')?.Resource)).not.toContain('/watched/');
  expect(seal.environment).not.toContain('WATCHER_ACCOUNT');
});
