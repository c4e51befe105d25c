import { describe, expect, it } from 'vitest';
import { named, ofType, synthesize } from './synthesize.ts';

const ORGANIZATION = {
  topology: 'organization',
  organizationId: 'o-a1b2c3d4e5',
  managementAccount: '123456789012',
  organizationTargets: 'r-ab12',
};
const home = synthesize(ORGANIZATION)['bedrock-geofence-home'];
type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
};
const role = named(home, 'AWS::IAM::Role', 'RoleName', 'bedrock-geofence-coverage-eu-central-1');
const [policy] = role.Policies as { PolicyDocument: { Statement: Statement[] } }[];
const statements = policy?.PolicyDocument.Statement ?? [];
const actionsOf = ({ Action }: Statement) => [Action].flat();
const on = (action: string) =>
  JSON.stringify(
    statements.filter((each) => actionsOf(each).includes(action)).map((each) => each.Resource),
  );

describe('the daily look at an organization', () => {
  it('stands where an organization is watched, and nowhere else', () => {
    const its = (template: typeof home) =>
      ofType(template, 'AWS::Lambda::Function').filter(
        ({ FunctionName }) => FunctionName === 'bedrock-geofence-coverage',
      );
    expect(its(home)).toHaveLength(1);
    expect(its(synthesize()['bedrock-geofence-home'])).toHaveLength(0);
  });

  it('runs each day', () => {
    const schedule = named(home, 'AWS::Scheduler::Schedule', 'Name', 'bedrock-geofence-coverage');
    expect(schedule.ScheduleExpression).toMatch(/^cron\(\d+ \d+ \* \* \? \*\)$/);
  });

  it('may read the organization, and change nothing of it', () => {
    const actions = statements.flatMap(actionsOf);
    const of = (service: string) => actions.filter((each) => each.startsWith(`${service}:`));
    expect(of('organizations')).toHaveLength(8);
    for (const action of of('organizations')) expect(action).toMatch(/:(?:List|Describe)/);
    expect(of('account')).toEqual(['account:ListRegions']);
    expect(of('iam')).toEqual([]);
    expect(statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
  });

  it('of this organization alone, and by the read role alone', () => {
    expect(on('organizations:ListAccountsForParent')).toContain('::123456789012:ou/o-a1b2c3d4e5/*');
    expect(on('organizations:DescribePolicy')).toContain('service_control_policy/*');
    expect(on('organizations:DescribePolicy')).not.toContain('"*"');
    expect(on('account:ListRegions')).toContain('::123456789012:account/o-a1b2c3d4e5/*');
    expect(on('sts:AssumeRole')).toContain(':iam::*:role/bedrock-geofence-read-eu-central-1');
    const assumes = statements.find((each) => actionsOf(each).includes('sts:AssumeRole'));
    expect(assumes?.Condition).toEqual({ StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } });
  });

  it('writes coverage and what it told, and no evidence of calls', () => {
    expect(on('s3:PutObject')).toContain('/coverage/v1/*');
    expect(on('s3:PutObject')).toContain('/told/v1/*');
    expect(on('s3:PutObject')).not.toContain('/evidence/v1/');
    expect(on('s3:GetObject')).toContain('/evidence/v1/*');
  });
});
