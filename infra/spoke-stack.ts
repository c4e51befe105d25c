import {
  Aws,
  CfnCondition,
  CfnParameter,
  CfnResource,
  CfnWaitConditionHandle,
  Fn,
  Stack,
  type StackProps,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import { allowRules, createDeadLetters } from './dead-letter-queue.ts';
import type { Hub } from './hub.ts';
import { SpokeAlerts } from './spoke-alerts.ts';
import { SpokeCalls } from './spoke-calls.ts';
import { SpokeCanary } from './spoke-canary.ts';
import { createReadRole } from './spoke-read-role.ts';

/** What a spoke is told by default; whoever deploys it may say something else. */
export type SpokeDefaults = { readonly prefix: string; readonly homeRegion?: string };

/**
 * What stands in each account of an organization, in each source Region: a rule that sends to the queue
 * of the hub, a canary, and a role through which the hub looks. No function, and one template for every
 * account and Region. In the hub itself, which has a rule of its own, the template makes nothing: a
 * second rule would double each record.
 */
export class SpokeStack extends Stack {
  constructor(scope: Construct, id: string, defaults: SpokeDefaults, props: StackProps) {
    super(scope, id, {
      description: 'bedrock-geofence: sends what CloudTrail records of Bedrock to the hub',
      ...props,
    });
    const hub = this.declareHub(defaults);
    const place = { prefix: hub.prefix, region: Aws.REGION };
    const undelivered = createDeadLetters(this, 'Undelivered', nameOf('spokeDeadLetters', place));
    allowRules(undelivered, `${hub.prefix}-*`);
    new SpokeCalls(this, 'Calls', hub, undelivered);
    new SpokeAlerts(this, 'Alerts', hub, undelivered);
    new SpokeCanary(this, 'Canary', place);
    createReadRole(this, hub);

    const isSpoke = new CfnCondition(this, 'IsSpoke', {
      expression: Fn.conditionNot(Fn.conditionEquals(Aws.ACCOUNT_ID, hub.account)),
    });
    isSpoke.overrideLogicalId('IsSpoke');
    for (const each of this.node.findAll()) {
      if (CfnResource.isCfnResource(each)) each.cfnOptions.condition = isSpoke;
    }
    /** A stack must hold something, and in the hub this is all. */
    new CfnWaitConditionHandle(this, 'Nothing').overrideLogicalId('Nothing');
  }

  private declareHub({ prefix, homeRegion }: SpokeDefaults): Hub {
    const declare = (id: string, description: string, pattern: string, byDefault?: string) =>
      new CfnParameter(this, id, {
        description,
        allowedPattern: pattern,
        ...(byDefault === undefined ? {} : { default: byDefault }),
      }).valueAsString;
    return {
      account: declare('HubAccount', 'The account in which the watcher stands', '\\d{12}'),
      prefix: declare('Prefix', 'Begins every name, as in the hub', '[a-z][a-z0-9-]{2,19}', prefix),
      homeRegion: declare(
        'HomeRegion',
        'The home Region of the hub',
        '[a-z]{2,}(-[a-z]+)+-\\d+',
        homeRegion,
      ),
    };
  }
}
