import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { SEALED_PREFIXES } from '../core/prove/evidence-layout.ts';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import { type HomeParts, homeWork } from './home-work.ts';
import { Schedule } from './schedule.ts';
import { WatcherFunction } from './watcher-function.ts';

/** What the hourly run works on; all of it stands in the home stack. */
export type HourlyRunProps = HomeParts & { readonly code: string; readonly sealKey: Key };

/** Whoever seals everything must read everything. */
const READ = [...new Set(SEALED_PREFIXES.map((prefix) => prefix.split('/')[0] ?? '')), 'seals'];
const WRITTEN = ['seals', 'keys', 'told'];
/** Of an organization: what was seen in each account, and which accounts there are. */
const OF_ORGANIZATION = { read: ['coverage'], write: ['watched'] };

/** Five minutes after an hour can be closed, so that what CloudTrail delivers late has come. */
const AT_MINUTE_35 = 'cron(35 * * * ? *)';

/** The function that closes, compares and seals each hour. */
export class HourlyRun extends Construct {
  constructor(scope: Construct, id: string, place: Place, props: HourlyRunProps) {
    super(scope, id);
    const { deployment, sealKey } = props;
    const { organization, prefix } = deployment;
    const home = homeWork(
      place,
      props,
      organization === null
        ? { read: READ, write: WRITTEN }
        : {
            read: [...new Set([...READ, ...OF_ORGANIZATION.read])],
            write: [...WRITTEN, ...OF_ORGANIZATION.write],
          },
    );
    const readRoles = `arn:${Aws.PARTITION}:iam::*:role/${nameOf('readRole', { prefix, region: '*' })}`;
    const seal = new WatcherFunction(this, 'Seal', place, {
      part: 'seal',
      description:
        'Each hour: closes the hour, compares it with AWS/Bedrock, seals what was written',
      deployment,
      code: props.code,
      statements: [
        ...home.statements,
        new PolicyStatement({
          sid: 'Sign',
          actions: ['kms:Sign', 'kms:GetPublicKey'],
          resources: [sealKey.keyArn],
        }),
        new PolicyStatement({
          sid: 'ReadBedrocksOwnCount',
          actions: ['cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'],
          resources: ['*'],
        }),
        ...(organization === null
          ? []
          : [
              new PolicyStatement({
                sid: 'LookIntoAccounts',
                actions: ['sts:AssumeRole'],
                resources: [readRoles],
                conditions: { StringEquals: { 'aws:ResourceOrgID': organization.id } },
              }),
            ]),
      ],
      wildcards: {
        ...home.wildcards,
        '*': 'PutMetricData, ListMetrics and GetMetricData know no resources; the first is held to one namespace.',
        ...(organization === null
          ? {}
          : {
              [readRoles]:
                'One role in each account; the condition holds them to the organization.',
            }),
      },
      /** Every line of an hour is read two or three times; a call of the hour takes about 150 bytes. */
      memoryMb: 1769,
      timeout: Duration.minutes(15),
      environment: {
        ...home.environment,
        SEAL_KEY_ARN: sealKey.keyArn,
        ...(organization === null ? {} : { WATCHER_ACCOUNT: Aws.ACCOUNT_ID }),
      },
    });
    new Schedule(this, 'Schedule', place, 'seal', AT_MINUTE_35, seal);
  }
}
