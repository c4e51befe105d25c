import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import type { Organization } from './deployment.ts';
import { type HomeParts, homeWork } from './home-work.ts';
import { Schedule } from './schedule.ts';
import { WatcherFunction } from './watcher-function.ts';

/** What the look at the organization works on; all of it stands in the home stack. */
export type CoverageRunProps = HomeParts & { readonly code: string };

/** After the daily run, and before people of Europe begin to work. */
const AT_FOUR = 'cron(40 4 * * ? *)';

const READ = ['evidence', 'watched', 'told', 'seals'];
const WRITTEN = ['coverage', 'told'];

/** The function that looks each day which accounts of the organization can call Bedrock unseen. */
export class CoverageRun extends Construct {
  constructor(
    scope: Construct,
    id: string,
    place: Place,
    organization: Organization,
    props: CoverageRunProps,
  ) {
    super(scope, id);
    const { deployment } = props;
    const home = homeWork(place, props, { read: READ, write: WRITTEN });
    const { statements, wildcards } = lookAround(place, organization);
    const coverage = new WatcherFunction(this, 'Coverage', place, {
      part: 'coverage',
      description: 'Each day: which accounts and Regions can call Bedrock and are not watched',
      deployment,
      code: props.code,
      statements: [...home.statements, ...statements],
      wildcards: { ...home.wildcards, ...wildcards },
      /** The organization and its rows, about 1 KB for an account and Region, and one object of evidence. */
      memoryMb: 1769,
      timeout: Duration.minutes(15),
      environment: {
        ...home.environment,
        NAME_PREFIX: place.prefix,
        HUB_ACCOUNT: Aws.ACCOUNT_ID,
      },
    });
    new Schedule(this, 'Schedule', place, 'coverage', AT_FOUR, coverage);
  }
}

/** What reads the organization, its policies, and the Regions of its accounts. */
function lookAround({ prefix, region }: Place, { id, managementAccount }: Organization) {
  const own = `arn:${Aws.PARTITION}:organizations::${managementAccount}`;
  const tree = [`${own}:root/${id}/*`, `${own}:ou/${id}/*`];
  const policies = [
    `${own}:policy/${id}/service_control_policy/*`,
    `arn:${Aws.PARTITION}:organizations::aws:policy/service_control_policy/*`,
  ];
  const accounts = [
    `arn:${Aws.PARTITION}:account::${Aws.ACCOUNT_ID}:account`,
    `arn:${Aws.PARTITION}:account::${managementAccount}:account/${id}/*`,
  ];
  const readRole = `arn:${Aws.PARTITION}:iam::*:role/${nameOf('readRole', { prefix, region })}`;
  const allow = (sid: string, actions: string[], resources: string[]) =>
    new PolicyStatement({ sid, actions, resources });
  const listed = [...tree, ...policies, ...accounts.slice(1)].map((resource) => [
    resource,
    'Every unit, policy and account of the organization is looked at.',
  ]);
  return {
    statements: [
      allow(
        'ReadTheOrganization',
        [
          'organizations:DescribeOrganization',
          'organizations:ListRoots',
          'organizations:ListAccounts',
          'organizations:ListPolicies',
        ],
        ['*'],
      ),
      allow(
        'ReadItsTree',
        ['organizations:ListOrganizationalUnitsForParent', 'organizations:ListAccountsForParent'],
        tree,
      ),
      allow(
        'ReadItsPolicies',
        ['organizations:ListTargetsForPolicy', 'organizations:DescribePolicy'],
        policies,
      ),
      allow('ReadRegions', ['account:ListRegions'], accounts),
      new PolicyStatement({
        sid: 'BecomeTheReaderOfAnAccount',
        actions: ['sts:AssumeRole'],
        resources: [readRole],
        conditions: { StringEquals: { 'aws:ResourceOrgID': id } },
      }),
    ],
    wildcards: {
      ...(Object.fromEntries(listed) as Record<string, string>),
      [readRole]:
        'The role of that one name in each account; the condition holds them to the organization.',
      '*': 'These know no resources; PutMetricData is held by its namespace.',
    },
  };
}
