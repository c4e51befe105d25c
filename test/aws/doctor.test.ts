import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoctorOptions, doctor } from '../../cli/doctor.ts';
import { aTerminal } from '../cli/audit-files.ts';
import { startAnswers } from '../cli/aws-answers.ts';
import { clientOf } from './emulator/client-of.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { deployWatcher, HOME, SOURCES, type Watcher } from './watcher.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);

const NOVA = 'amazon.nova-pro-v1:0';
const FROM_FRANKFURT = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];
const GUARD = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Inside',
      Effect: 'Deny',
      Action: 'bedrock:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': FROM_FRANKFURT } },
    },
  ],
};
const PROFILE = {
  inferenceProfileId: `eu.${NOVA}`,
  inferenceProfileArn: `arn:aws:bedrock:${HOME}:${ACCOUNT}:inference-profile/eu.${NOVA}`,
  inferenceProfileName: 'EU Nova Pro',
  status: 'ACTIVE',
  type: 'SYSTEM_DEFINED',
  models: FROM_FRANKFURT.map((region) => ({
    modelArn: `arn:aws:bedrock:${region}::foundation-model/${NOVA}`,
  })),
};
const ACCESS = {
  modelId: NOVA,
  agreementAvailability: { status: 'AVAILABLE' },
  authorizationStatus: 'AUTHORIZED',
  entitlementAvailability: 'AVAILABLE',
  regionAvailability: 'AVAILABLE',
};

describe.skipIf(python.kind === 'missing')('doctor, on the deployed watcher', () => {
  let watcher: Watcher;
  let answers: Awaited<ReturnType<typeof startAnswers>>;
  const place = () => clientOf({ endpoint: watcher.emulator.endpoint, region: HOME });
  const trails = () => new CloudTrailClient(place());

  beforeAll(async () => {
    watcher = await deployWatcher();
    console.log('Bedrock answers from recordings: the emulator answers in another shape than AWS');
    answers = await startAnswers(({ operation }) => ({
      body: operation.includes('availability') ? ACCESS : { inferenceProfileSummaries: [PROFILE] },
    }));
    process.env.AWS_ENDPOINT_URL_BEDROCK = process.env.AWS_ENDPOINT_URL;
    process.env.AWS_ENDPOINT_URL = watcher.emulator.endpoint;
    process.env.AWS_REGION = HOME;
    await new S3Client({ ...place(), forcePathStyle: true }).send(
      new CreateBucketCommand({ Bucket: 'trail-bucket' }),
    );
    await trails().send(
      new CreateTrailCommand({
        Name: 'org',
        S3BucketName: 'trail-bucket',
        IsMultiRegionTrail: true,
      }),
    );
    await trails().send(new StartLoggingCommand({ Name: 'org' }));
  });
  afterAll(async () => {
    await answers?.stop();
    await watcher?.stop();
  });

  async function look(over: Partial<DoctorOptions> = {}) {
    const { terminal, out, err } = aTerminal();
    const exit = await doctor({ allow: ['eu'], prefix: 'bedrock-geofence', ...over }, terminal);
    const lines = out()
      .replace(/\n {15}/g, ' ')
      .split('\n');
    const of = (name: string) => lines.find((line) => line.includes(`  ${name}: `))?.trim() ?? '';
    return { exit, of, err: err() };
  }

  it('finds a deployed watcher well, but for the Regions that nothing watches', async () => {
    const { exit, of } = await look();
    for (const name of ['trail', 'rule', 'queue', 'subscriptions', 'routes', 'models']) {
      expect(of(name)).toMatch(/^ok/);
    }
    expect(of('bucket')).toMatch(/^ok .* locked for 400 days, mode GOVERNANCE/);
    expect(of('regions')).toMatch(/^WRONG .*Ireland \(eu-west-1\).*fix: add them/);
    for (const source of SOURCES) expect(of('regions')).not.toContain(`(${source})`);
    expect(exit).toBe(1);
  });

  it('finds the SCPs over the account, from its unit to the root', async () => {
    const client = new OrganizationsClient(place());
    const { Roots = [] } = await client.send(new ListRootsCommand({}));
    const rootId = Roots[0]?.Id ?? '';
    expect((await look()).of('scps')).toMatch(
      /^WRONG .*that may leave pass.*attached are FullAWSAccess/,
    );
    await client
      .send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }))
      .catch(() => undefined);
    const { Policy } = await client.send(
      new CreatePolicyCommand({
        Name: 'guard',
        Description: 'Region deny',
        Type: 'SERVICE_CONTROL_POLICY',
        Content: JSON.stringify(GUARD),
      }),
    );
    const PolicyId = Policy?.PolicySummary?.Id;
    await client.send(new AttachPolicyCommand({ PolicyId, TargetId: rootId }));
    expect((await look()).of('scps')).toMatch(
      /^WRONG .*profiles that stay inside are denied.*statement Inside/,
    );
  });

  it('finds nothing where nothing is deployed, and says what to do', async () => {
    const { of } = await look({ region: 'eu-south-1', home: 'eu-south-1' });
    expect(of('rule')).toMatch(
      /^WRONG .*there is none in eu-south-1.*fix: add eu-south-1 to "sourceRegions"/,
    );
    expect(of('queue')).toMatch(/^WRONG .*is not there/);
    expect(of('bucket')).toMatch(
      /^WRONG .*there is no bedrock-geofence-evidence-.*deploy the home stack/,
    );
    expect(of('routes')).toMatch(/^WRONG .*other routes/);
  });

  it('finds a rule that was disabled, and a queue that anybody may fill', async () => {
    await new EventBridgeClient(place()).send(
      new DisableRuleCommand({ Name: 'bedrock-geofence-calls' }),
    );
    const open = {
      Statement: [{ Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' }],
    };
    await new SQSClient(place()).send(
      new SetQueueAttributesCommand({
        QueueUrl: `${watcher.emulator.endpoint}/${ACCOUNT}/bedrock-geofence-calls`,
        Attributes: { Policy: JSON.stringify(open) },
      }),
    );
    const { of } = await look();
    expect(of('rule')).toMatch(/^WRONG .*is DISABLED: it sees nothing/);
    expect(of('queue')).toMatch(/^WRONG .*others than rules may send to it.*statement Open/);
  });

  it.each([
    [
      'writes alone',
      { EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] },
      /does not log management events with reads/,
    ],
    [
      'data alone',
      {
        AdvancedEventSelectors: [
          { FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] },
        ],
      },
      /does not log management events with reads/,
    ],
  ] as const)('finds a trail that logs %s', async (_, selectors, problem) => {
    const [basic, advanced] = [
      'EventSelectors' in selectors ? [...selectors.EventSelectors] : undefined,
      'AdvancedEventSelectors' in selectors
        ? selectors.AdvancedEventSelectors.map(({ FieldSelectors }) => ({
            FieldSelectors: FieldSelectors.map(({ Field, Equals }) => ({
              Field,
              Equals: [...Equals],
            })),
          }))
        : undefined,
    ];
    await trails().send(
      new PutEventSelectorsCommand({
        TrailName: 'org',
        ...(basic === undefined ? {} : { EventSelectors: basic }),
        ...(advanced === undefined ? {} : { AdvancedEventSelectors: advanced }),
      }),
    );
    expect((await look()).of('trail')).toMatch(problem);
  });

  it('finds a trail that was stopped', async () => {
    await trails().send(new StopLoggingCommand({ Name: 'org' }));
    expect((await look()).of('trail')).toMatch(
      /^WRONG .*was stopped.*fix: aws cloudtrail start-logging/,
    );
  });
});
