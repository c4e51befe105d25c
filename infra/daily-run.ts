import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Place } from '../core/watch/name-of.ts';
import { type HomeParts, homeWork } from './home-work.ts';
import { Schedule } from './schedule.ts';
import { trailAccess } from './trail-access.ts';
import { WatcherFunction } from './watcher-function.ts';

/** What the daily run works on; all but the trail stands in the home stack. */
export type DailyRunProps = HomeParts & { readonly code: string };

/** Three hours after the day has ended, so that what CloudTrail delivers late has come. */
const AT_THREE = 'cron(10 3 * * ? *)';

const WRITTEN = ['evidence', 'policies', 'told'];

const NO_TRAIL = { TRAIL_BUCKET: '', TRAIL_PREFIX: '', TRAIL_ROLE_ARN: '' };

/** The function that compares evidence with the trail each day, and adds what is missing. */
export class DailyRun extends Construct {
  constructor(scope: Construct, id: string, place: Place, props: DailyRunProps) {
    super(scope, id);
    const { deployment } = props;
    const trail = deployment.trail === null ? null : trailAccess(deployment.trail);
    const home = homeWork(place, props, { read: [...WRITTEN, 'seals'], write: WRITTEN });
    const reconcile = new WatcherFunction(this, 'Reconcile', place, {
      part: 'reconcile',
      description: 'Each day: compares evidence with the trail, and adds what is missing',
      deployment,
      code: props.code,
      statements: [...home.statements, ...(trail?.both ?? [])],
      wildcards: {
        ...home.wildcards,
        ...trail?.wildcards,
        '*': 'PutMetricData knows no resource; the condition holds it by its namespace.',
      },
      /** Two days of Bedrock records of both sides: about 700 bytes a call, two million calls a day. */
      memoryMb: 3008,
      timeout: Duration.minutes(15),
      environment: {
        ...home.environment,
        ...(trail?.environment ?? NO_TRAIL),
      },
    });
    new Schedule(this, 'Schedule', place, 'reconcile', AT_THREE, reconcile);
  }
}
