import { Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { Schedule } from './schedule.ts';
import { WatcherFunction } from './watcher-function.ts';

/**
 * Each hour a call of a model by a role that is denied every use of Bedrock. No inference and no cost;
 * its denial must come through trail, rule, queue and ingest, or an alarm rings.
 */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, place: Place, deployment: Deployment, code: string) {
    super(scope, id);
    const canary = new WatcherFunction(this, 'Canary', place, {
      part: 'canary',
      description: 'Calls a model and must be refused: proves that the watcher sees',
      deployment,
      code,
      statements: [
        new PolicyStatement({
          sid: 'NoBedrockAtAll',
          effect: Effect.DENY,
          actions: ['bedrock:*'],
          resources: ['*'],
        }),
      ],
      memoryMb: 128,
      timeout: Duration.seconds(30),
    });
    new Schedule(this, 'Schedule', place, 'canary', 'rate(1 hour)', canary);
  }
}
