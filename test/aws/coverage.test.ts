import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { countStates } from '../../core/coverage/count-states.ts';
import type { Coverage } from '../../core/coverage/coverage.ts';
import { coverageKeyOf } from '../../core/coverage/coverage-key.ts';
import { createEvidenceBucket } from '../../io/evidence-bucket.ts';
import { createFindingsTopic } from '../../io/findings-topic.ts';
import { lookAtOrganization } from '../../io/organization.ts';
import { createMetricsPublisher } from '../../io/publish-metrics.ts';
import { addRegions, regionsOfMembers } from '../../io/regions-of-accounts.ts';
import { coverDaily } from '../../lambdas/coverage/cover-daily.ts';
import { denying } from '../core/coverage/organizations.ts';
import { aFence } from '../core/judge/judge-records.ts';
import { aCall } from '../core/judge/records.ts';
import { anIngest, messagesOf } from '../lambdas/an-ingest.ts';
import { ACCOUNT, emulatorEnv } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';
import { HOME } from './watcher.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);

const BUCKET = 'evidence-of-an-organization';
const NOW = Math.floor(Date.now() / 60_000) * 60_000;
const EUROPE = { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } };

describe.skipIf(python.kind === 'missing')(
  'the daily look, at an organization of three accounts',
  () => {
    let emulator: Emulator;
    let topicArn = '';
    let members: readonly [held: string, free: string] = ['', ''];
    const bucket = () =>
      createEvidenceBucket({ bucket: BUCKET, region: HOME, lockMode: 'GOVERNANCE', lockDays: 1 });

    beforeAll(async () => {
      emulator = await startEmulator();
      for (const [name, value] of Object.entries(emulatorEnv(emulator.endpoint)))
        vi.stubEnv(name, value);
      const place = { region: HOME };
      await new S3Client({ ...place, forcePathStyle: true }).send(
        new CreateBucketCommand({ Bucket: BUCKET, ObjectLockEnabledForBucket: true }),
      );
      const topic = await new SNSClient(place).send(new CreateTopicCommand({ Name: 'findings' }));
      topicArn = topic.TopicArn ?? '';
      members = await anOrganization(new OrganizationsClient(place));
      const ingest = anIngest();
      ingest.clock.nowMs = NOW;
      const eventTime = new Date(NOW - 60_000).toISOString().replace('.000', '');
      const record = { eventTime, recipientAccountId: members[0], awsRegion: 'eu-west-1' };
      await ingest.start()(messagesOf(aCall(record)));
      for (const [key, bytes] of ingest.objects) await bucket().put(key, bytes);
    });
    afterAll(async () => {
      vi.unstubAllEnvs();
      await emulator?.stop();
    });

    const look = () =>
      coverDaily(
        {
          policy: aFence('eu'),
          prefix: 'bedrock-geofence',
          tell: {
            ...{ policySha256: '', fences: [], accountNames: {}, runbookUrl: null },
            ...{ dashboardUrl: 'https://example.com', evidence: `s3://${BUCKET}` },
          },
        },
        {
          async lookAtOrganization() {
            const { organization, unseen } = await lookAtOrganization(HOME, () => undefined);
            const list = regionsOfMembers(ACCOUNT, HOME);
            const regions = await addRegions(organization.accounts, list, () => undefined);
            const asOf = new Date(NOW).toISOString();
            const { accounts } = regions;
            return {
              organization: { ...organization, asOf, hubAccount: ACCOUNT, accounts },
              unseen: [...unseen, ...regions.unseen],
            };
          },
          evidence: bucket(),
          publish: createFindingsTopic([topicArn], HOME),
          publishMetrics: createMetricsPublisher(HOME),
          log: () => undefined,
          now: () => NOW,
          isLate: () => false,
        },
      );

    it('puts each account and Region into its state, keeps that, and counts it', async () => {
      const { rows, unseen } = await look();
      const stateOf = (id: string, region: string) =>
        rows.find((row) => row.accountId === id && row.region === region)?.state;
      const [held, free] = members;
      expect(stateOf(held, 'eu-west-1')).toBe('watched');
      expect(stateOf(held, 'eu-central-1')).toBe('callable, not watched');
      expect(stateOf(held, 'us-east-1')).toBe('denied by SCP');
      expect(stateOf(free, 'us-east-1')).toBe('callable, not watched');
      expect(stateOf(ACCOUNT, 'us-east-1')).toBe('callable, not watched');
      expect(unseen).toEqual([]);
      const kept = await bucket().read(coverageKeyOf(NOW));
      const { rows: again } = JSON.parse(
        Buffer.from(kept?.bytes ?? []).toString('utf8'),
      ) as Coverage;
      expect(countStates(again)).toEqual(countStates(rows));
      const { Metrics = [] } = await new CloudWatchClient({ region: HOME }).send(
        new ListMetricsCommand({ MetricName: 'AccountRegions' }),
      );
      expect(Metrics).toHaveLength(5);
    });

    it('run again it changes nothing', async () => {
      await look();
      const markers: string[] = [];
      for await (const { key } of bucket().list('told/v1/')) markers.push(key);
      expect(markers.filter((key) => key.includes('unwatched-'))).toHaveLength(1);
    });
  },
);

/** A root, a unit whose accounts are held to Europe, an account in it and one beside it. */
async function anOrganization(client: OrganizationsClient): Promise<readonly [string, string]> {
  const { Roots = [] } = await client.send(new ListRootsCommand({}));
  const root = Roots[0]?.Id ?? '';
  const type = 'SERVICE_CONTROL_POLICY' as const;
  await client
    .send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: type }))
    .catch(() => undefined);
  const unit = await client.send(
    new CreateOrganizationalUnitCommand({ ParentId: root, Name: 'europe' }),
  );
  const target = unit.OrganizationalUnit?.Id ?? '';
  const created = await client.send(
    new CreatePolicyCommand({
      ...{ Name: 'europe', Description: 'Europe alone', Type: type },
      Content: JSON.stringify(denying({ Condition: EUROPE })),
    }),
  );
  const policy = created.Policy?.PolicySummary?.Id ?? '';
  /** AWS attaches the first of them by itself to every new unit; the emulator does not. */
  for (const PolicyId of ['p-FullAWSAccess', policy]) {
    await client.send(new AttachPolicyCommand({ PolicyId, TargetId: target }));
  }
  const account = async (name: string) => {
    const made = await client.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    return made.CreateAccountStatus?.AccountId ?? '';
  };
  const [held, free] = [await account('held'), await account('free')];
  await client.send(
    new MoveAccountCommand({ AccountId: held, SourceParentId: root, DestinationParentId: target }),
  );
  return [held, free];
}
