import { Aws, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import { stackSetTampering } from '../core/watch/spoke-tampering.ts';
import { homeTampering } from '../core/watch/tamper-patterns.ts';
import { admitSpokesToBus } from './admit-spokes.ts';
import { Alarms } from './alarms.ts';
import { AlertRules, TAMPERING_TEXT } from './alert-rules.ts';
import type { BundledCode } from './bundle-code.ts';
import { CompactRun } from './compact-run.ts';
import { CompactedBucket } from './compacted-bucket.ts';
import { CoverageRun } from './coverage-run.ts';
import { DailyRun } from './daily-run.ts';
import { Dashboards } from './dashboards.ts';
import { allowRules, createDeadLetters } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import { DistributedRun } from './distributed-run.ts';
import { EvidenceBucket } from './evidence-bucket.ts';
import { createForwardRole, homeBusArn } from './forward-role.ts';
import { HourlyRun } from './hourly-run.ts';
import { createPublishRole } from './publish-role.ts';
import { Questions } from './questions.ts';
import { SealKey } from './seal-key.ts';
import { TamperRules } from './tamper-rules.ts';
import { Topics } from './topics.ts';
import { WorkBucket } from './work-bucket.ts';

/** What stands once: evidence, keys, topics, bus, dashboards, and the alarms on our own metrics. */
export class HomeStack extends Stack {
  constructor(scope: Construct, deployment: Deployment, code: BundledCode) {
    const { prefix, homeRegion, partition, organization } = deployment;
    const place = { prefix, region: homeRegion };
    super(scope, nameOf('homeStack', place), {
      stackName: nameOf('homeStack', place),
      description: 'bedrock-geofence: evidence, topics, dashboards and alarms',
      env: { region: homeRegion },
    });
    const evidence = new EvidenceBucket(this, 'Evidence', deployment);
    new WorkBucket(this, 'Work', place, evidence.accessLogs);
    const topics = new Topics(this, 'Topics', homeRegion, deployment);
    const seals = new SealKey(this, 'SealKey', place, deployment, code.sealKeyReader);
    new HourlyRun(this, 'HourlyRun', place, {
      ...{ deployment, code: code.seal, topics },
      ...{ evidenceKey: evidence.key, sealKey: seals.key },
    });
    new DailyRun(this, 'DailyRun', place, {
      ...{ deployment, code: code.reconcile, topics, evidenceKey: evidence.key },
    });
    new CompactedBucket(this, 'Compacted', place, evidence.key, evidence.accessLogs);
    new CompactRun(this, 'CompactRun', place, {
      ...{ deployment, code: code.compact, evidenceKey: evidence.key },
    });
    new Questions(this, 'Questions', place, evidence.key);
    if (deployment.organization !== null) {
      new CoverageRun(this, 'CoverageRun', place, deployment.organization, {
        ...{ deployment, code: code.coverage, topics, evidenceKey: evidence.key },
      });
    }
    if (deployment.trail !== null) {
      new DistributedRun(this, 'DistributedRun', place, {
        ...{ deployment, code, topics, evidenceKey: evidence.key, trail: deployment.trail },
      });
    }
    const keys = [evidence.key.keyArn, topics.key.keyArn, seals.key.keyArn];
    const undelivered = createDeadLetters(this, 'Undelivered', nameOf('homeDeadLetters', place));
    allowRules(undelivered, `${prefix}-*`, `${nameOf('homeBus', place)}/${prefix}-*`);
    const deadLetterConfig = { arn: undelivered.queueArn };
    const { findings, alarms } = topics;
    const publisher = createPublishRole(this, place, [findings.topicArn, alarms.topicArn]);
    const publish = { roleArn: publisher.roleArn, deadLetterConfig };
    const patterns = {
      ...homeTampering(place, Aws.ACCOUNT_ID, keys),
      ...(organization === null ? {} : stackSetTampering(place)),
    };
    if (partition === 'aws') {
      const bus = new EventBus(this, 'Bus', {
        eventBusName: nameOf('homeBus', place),
        description: 'Alarms and tampering of every Region',
      });
      new AlertRules(this, 'Alerts', place, bus, topics, publish);
      if (organization !== null) admitSpokesToBus(bus, prefix, organization);
      const roleName = nameOf('homeForwardRole', place);
      const role = createForwardRole(this, roleName, homeBusArn(deployment));
      const target = { arn: bus.eventBusArn, roleArn: role.roleArn, deadLetterConfig };
      new TamperRules(this, 'Tampering', prefix, patterns, target);
    } else {
      const target = { arn: findings.topicArn, inputTransformer: TAMPERING_TEXT, ...publish };
      new TamperRules(this, 'Tampering', prefix, patterns, target);
    }
    new Alarms(this, 'Alarms', 'home', homeRegion, deployment, {
      all: [alarms.topicArn],
      blind: [findings.topicArn],
    });
    new Dashboards(this, 'Dashboards', deployment);
  }
}
