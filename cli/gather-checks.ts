import pMap from 'p-map';
import type { Answer } from '../core/doctor/answer.ts';
import type { Check } from '../core/doctor/check.ts';
import { checkBucket } from '../core/doctor/check-bucket.ts';
import { checkModels, modelsToCall } from '../core/doctor/check-models.ts';
import { checkQueue } from '../core/doctor/check-queue.ts';
import { checkRegions, withBedrock } from '../core/doctor/check-regions.ts';
import { checkRoutes } from '../core/doctor/check-routes.ts';
import { checkRule } from '../core/doctor/check-rule.ts';
import { checkScps } from '../core/doctor/check-scps.ts';
import { checkSubscriptions } from '../core/doctor/check-subscriptions.ts';
import { checkTrail } from '../core/doctor/check-trail.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { bucketNameOf, nameOf } from '../core/watch/name-of.ts';
import { ask } from '../io/ask.ts';
import { lookAtLock } from '../io/bucket-lock.ts';
import { isRuleThere, lookAtRule } from '../io/calls-rule.ts';
import { listEnabledRegions } from '../io/enabled-regions.ts';
import { listInferenceProfiles } from '../io/inference-profiles.ts';
import { lookAtModelAccess } from '../io/model-access.ts';
import { lookAtScps } from '../io/organization-policies.ts';
import { lookAtQueuePolicy } from '../io/queue-policy.ts';
import { lookAtSubscriptions } from '../io/topic-subscriptions.ts';
import { lookAtTrails } from '../io/trails.ts';

/** The account and the deployment that are looked at. */
export type Patient = {
  readonly accountId: string;
  /** The source Region. */
  readonly region: string;
  readonly homeRegion: string;
  readonly prefix: string;
  readonly policy: ResolvedPolicy;
};

const AT_ONCE = { concurrency: 6 };

/** Looks at everything at once, read-only; the checks come in the order in which they are shown. */
export function gatherChecks(patient: Patient): readonly Promise<Check>[] {
  const { accountId, region, homeRegion, prefix, policy } = patient;
  const [here, home] = [
    { prefix, region },
    { prefix, region: homeRegion },
  ];
  const partition = policy.regions[region]?.partition ?? 'aws';
  const arn = (service: string, place: string, name: string) =>
    `arn:${partition}:${service}:${place}:${accountId}:${name}`;
  const rule = nameOf('callsRule', here);
  const queue = nameOf('callsQueue', here);
  const queueArn = arn('sqs', region, queue);
  const topic = nameOf('findingsTopic', home);
  const bucket = bucketNameOf('evidence', accountId, home);
  return [
    ask('cloudtrail:DescribeTrails', () => lookAtTrails(region)).then((trails) =>
      checkTrail(trails, region),
    ),
    ask('events:DescribeRule and events:ListTargetsByRule', () => lookAtRule(rule, region)).then(
      (seen) => checkRule(seen, queueArn, region),
    ),
    ask('sqs:GetQueueAttributes', () => lookAtQueuePolicy(queue, region)).then((seen) =>
      checkQueue(seen, queueArn, arn('events', region, `rule/${rule}`), nameOf('spokeRole', here)),
    ),
    ask('sns:ListSubscriptionsByTopic', () =>
      lookAtSubscriptions(arn('sns', homeRegion, topic), homeRegion),
    ).then((seen) => checkSubscriptions(seen, topic)),
    lookAtRegions(rule, region),
    ask('bedrock:ListInferenceProfiles', () =>
      listInferenceProfiles(region, 'SYSTEM_DEFINED'),
    ).then((listed) => checkRoutes(listed, region, policy)),
    lookAtModels(region, policy),
    ask('organizations:ListPoliciesForTarget, ListParents and DescribePolicy', () =>
      lookAtScps(accountId, region),
    ).then((seen) => checkScps(seen, patient, policy)),
    ask('s3:GetBucketObjectLockConfiguration and s3:GetBucketVersioning', () =>
      lookAtLock(bucket, homeRegion),
    ).then((seen) => checkBucket(seen, bucket)),
  ];
}

async function lookAtRegions(rule: string, region: string): Promise<Check> {
  const enabled = await ask('account:ListRegions', () => listEnabledRegions(region));
  const regions = enabled.kind === 'answer' ? withBedrock(enabled.value) : [];
  const watched = await pMap(
    regions,
    async (each): Promise<[string, Answer<boolean>]> => [
      each,
      await ask('events:DescribeRule', () => isRuleThere(rule, each)),
    ],
    AT_ONCE,
  );
  return checkRegions(enabled, new Map(watched));
}

async function lookAtModels(region: string, policy: ResolvedPolicy): Promise<Check> {
  const access = await pMap(
    modelsToCall(region, policy),
    async (model): Promise<[string, Answer<readonly string[]>]> => [
      model,
      await ask('bedrock:GetFoundationModelAvailability', () => lookAtModelAccess(model, region)),
    ],
    AT_ONCE,
  );
  return checkModels(new Map(access), region);
}
