import { describe, expect, it } from 'vitest';
import { readDeployment } from '../../infra/read-deployment.ts';
import { CONTEXT, named, ofType, synthesize } from './synthesize.ts';

type Statement = { readonly Sid: string; readonly Resource: unknown; readonly Condition?: unknown };

/** What the role of the daily run may do about the trail. */
function onTheTrail(context: Readonly<Record<string, string>>) {
  const home = synthesize(context)['bedrock-geofence-home'];
  const role = named(home, 'AWS::IAM::Role', 'RoleName', 'bedrock-geofence-reconcile-eu-central-1');
  const policies = role.Policies as { PolicyDocument: { Statement: Statement[] } }[];
  const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return statements.filter(({ Sid }) => /Trail/.test(Sid));
}

const S3 = (path: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${path}`]],
});

describe('the daily run', () => {
  it('is started each day, three hours after the day has ended', () => {
    const schedules = ofType(synthesize()['bedrock-geofence-home'], 'AWS::Scheduler::Schedule');
    expect(schedules).toContainEqual(
      expect.objectContaining({
        Name: 'bedrock-geofence-reconcile',
        ScheduleExpression: 'cron(10 3 * * ? *)',
      }),
    );
  });

  it('without a trail may read none', () => expect(onTheTrail({})).toEqual([]));

  it.each([
    ['s3://log-archive', 'AWSLogs/*'],
    ['s3://log-archive/org/AWSLogs/o-1/', 'org/AWSLogs/*'],
  ])('may read log files of %s, and nothing else there', (trail, below) => {
    expect(onTheTrail({ trail })).toMatchObject([
      { Sid: 'ReadTheTrail', Resource: S3(`log-archive/${below}`) },
      {
        Sid: 'FindTheTrail',
        Resource: S3('log-archive'),
        Condition: { StringLike: { 's3:prefix': below } },
      },
    ]);
  });

  it('may decrypt with the key that is named', () => {
    const trailKey = 'arn:aws:kms:eu-central-1:444455556666:key/k-1';
    const [, , key] = onTheTrail({ trail: 's3://log-archive', trailKey });
    expect(key).toMatchObject({ Action: 'kms:Decrypt', Resource: trailKey });
  });

  it('becomes the role that is named, and needs nothing else', () => {
    const trailRole = 'arn:aws:iam::444455556666:role/trail-reader';
    expect(onTheTrail({ trail: 's3://log-archive', trailRole })).toMatchObject([
      { Action: 'sts:AssumeRole', Resource: trailRole },
    ]);
  });

  it.each([
    [{ trail: 'log-archive' }, '/context/trail '],
    [{ trail: 's3://log-archive', trailRole: 'reader' }, '/context/trailRole'],
    [{ trail: 's3://log-archive', trailKey: 'alias/trail' }, '/context/trailKey'],
    [{ trailRole: 'arn:aws:iam::444455556666:role/reader' }, '/context/trail'],
  ])('%j is refused', (context, place) => {
    const read = readDeployment({ ...CONTEXT, ...context }, '1.2.3');
    expect(read.kind === 'problems' && read.text).toContain(place);
  });
});
