import { Aws, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { bucketNameOf, nameOf, type Place } from '../core/watch/name-of.ts';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import type { BundledCode } from './bundle-code.ts';
import type { TrailAddress } from './deployment.ts';
import type { HomeParts } from './home-work.ts';
import { type RunFunction, runDefinition } from './run-definition.ts';
import { runFunctions } from './run-functions.ts';
import { logsOf, trailAccess } from './trail-access.ts';
import { WatcherFunction } from './watcher-function.ts';

/** What a distributed run works on; all but the trail stands in the home stack. */
export type DistributedRunProps = HomeParts & {
  readonly code: BundledCode;
  readonly trail: TrailAddress;
};

/** The state machine that compares a trail of any size with evidence, and its five functions. */
export class DistributedRun extends Construct {
  constructor(scope: Construct, id: string, place: Place, props: DistributedRunProps) {
    super(scope, id);
    const { deployment, code, trail } = props;
    const parts = runFunctions(place, props, trail);
    const names = Object.keys(parts) as RunFunction[];
    const functions = Object.fromEntries(
      names.map((name) => {
        const each = { part: name, deployment, code: code[name], ...parts[name] };
        return [name, new WatcherFunction(this, name, place, each).function.functionArn];
      }),
    ) as Record<RunFunction, string>;
    const listed = trail.roleArn === null ? { bucket: trail.bucket, prefix: logsOf(trail) } : null;
    const workBucket = bucketNameOf('work', Aws.ACCOUNT_ID, place);
    const machine = new CfnStateMachine(this, 'Resource', {
      stateMachineName: nameOf('reconcileRun', place),
      stateMachineType: 'STANDARD',
      roleArn: this.createRole(place, Object.values(functions), trail, workBucket).roleArn,
      definitionString: Stack.of(this).toJsonString(
        runDefinition({ functions, workBucket, listed }),
      ),
    });
    const history =
      'Runs and their children are Standard: Step Functions keeps what each did for 90 days.';
    Validations.of(machine).acknowledge(
      { id: 'AwsSolutions::AwsSolutions-SF1', reason: history },
      { id: 'AwsSolutions::AwsSolutions-SF2', reason: history },
    );
  }

  /**
   * It starts its own children and writes what they answer, calls its functions, and lists the trail's
   * bucket where that is of this account (Step Functions developer guide, IAM policies for distributed
   * maps; read 2026-11-25).
   */
  private createRole(
    place: Place,
    functionArns: readonly string[],
    trail: TrailAddress,
    workBucket: string,
  ): Role {
    const name = nameOf('reconcileRun', place);
    const states = `arn:${Aws.PARTITION}:states:${place.region}:${Aws.ACCOUNT_ID}`;
    const children = [`${states}:execution:${name}:*`, `${states}:execution:${name}/*`];
    const runs = `arn:${Aws.PARTITION}:s3:::${workBucket}/runs/*`;
    const allow = (sid: string, actions: string[], resources: string[]) =>
      new PolicyStatement({ sid, actions, resources });
    const role = new Role(this, 'Role', {
      roleName: nameOf('reconcileRunRole', place),
      description: 'Runs the comparison of a trail with evidence',
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        work: new PolicyDocument({
          statements: [
            allow('CallItsFunctions', ['lambda:InvokeFunction'], [...functionArns]),
            allow(
              'StartItsChildren',
              ['states:StartExecution'],
              [`${states}:stateMachine:${name}`],
            ),
            allow(
              'FollowItsChildren',
              ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
              children,
            ),
            allow(
              'WriteWhatItsChildrenAnswer',
              [
                ...['s3:GetObject', 's3:PutObject'],
                ...['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
              ],
              [runs],
            ),
            ...(trail.roleArn === null ? trailAccess(trail).find : []),
          ],
        }),
      },
    });
    acknowledgeWildcards(role, {
      ...Object.fromEntries(
        children.map((each) => [each, 'Step Functions names the executions of a map by chance.']),
      ),
      [runs]: 'What a run hands on is named by the run and by what it holds.',
    });
    return role;
  }
}
