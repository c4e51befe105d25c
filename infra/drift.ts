import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { homeAccess } from './home-access.ts';
import { Schedule } from './schedule.ts';
import { WatcherFunction } from './watcher-function.ts';

const FOLDERS = ['told'];

/** Each day: compares the inference profiles that AWS lists in this Region with the deployed policy. */
export class DriftWatch extends Construct {
  constructor(scope: Construct, id: string, place: Place, deployment: Deployment, code: string) {
    super(scope, id);
    const home = homeAccess(deployment);
    const drift = new WatcherFunction(this, 'Drift', place, {
      part: 'drift',
      description: 'Each day: tells where inference profiles go elsewhere than the policy says',
      deployment,
      code,
      statements: [
        new PolicyStatement({
          sid: 'ListProfiles',
          actions: ['bedrock:ListInferenceProfiles'],
          resources: ['*'],
          conditions: { StringEquals: { 'aws:RequestedRegion': place.region } },
        }),
        ...home.write('KeepWhatWasTold', FOLDERS),
        ...home.tell(),
      ],
      wildcards: {
        ...home.wildcards(FOLDERS),
        '*': 'ListInferenceProfiles knows no resource; the condition holds it to its Region.',
      },
      memoryMb: 256,
      timeout: Duration.seconds(60),
      environment: home.environment,
    });
    new Schedule(this, 'Schedule', place, 'drift', 'rate(1 day)', drift);
  }
}
