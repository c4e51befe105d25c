import { describe, expect, it } from 'vitest';
import { type DoctorOptions, doctor } from '../../cli/doctor.ts';
import { probe } from '../../cli/probe.ts';
import { aPolicy } from '../core/judge/judge-records.ts';
import { aCall } from '../core/judge/records.ts';
import { aTerminal } from './audit-files.ts';
import { type Answered, type Asked, startAnswers } from './aws-answers.ts';

const IDENTITY =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
const DENIED = { status: 403, body: { __type: 'AccessDeniedException', message: 'no' } };
const DENIED_XML = {
  status: 403,
  body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
};

/** Runs against answers in the shapes of the API references; every value is invented. */
async function withAnswers<T>(answer: (asked: Asked) => Answered, work: () => Promise<T>) {
  const server = await startAnswers(answer);
  try {
    return { result: await work(), asked: server.asked.map(({ operation }) => operation) };
  } finally {
    await server.stop();
  }
}

async function look(answer: (asked: Asked) => Answered, over: Partial<DoctorOptions> = {}) {
  const { terminal, out, err } = aTerminal();
  const options = { allow: ['eu'], prefix: 'bedrock-geofence', region: 'eu-central-1', ...over };
  const { result: exit, asked } = await withAnswers(answer, () => doctor(options, terminal));
  return { exit, asked, raw: out(), out: out().replace(/\s+/g, ' '), err: err() };
}

describe('doctor', () => {
  it('is told nothing: says of each check which permission is missing, and ends with 2', async () => {
    const { exit, out, raw, asked } = await look(({ operation }) => {
      if (operation.startsWith('sts')) return { body: IDENTITY };
      return /^(sns|s3) /.test(operation) ? DENIED_XML : DENIED;
    });
    expect(exit).toBe(2);
    for (const permission of [
      'trail: permission cloudtrail:DescribeTrails is missing',
      'rule: permission events:DescribeRule and events:ListTargetsByRule is missing',
      'queue: permission sqs:GetQueueAttributes is missing',
      'subscriptions: permission sns:ListSubscriptionsByTopic is missing',
      'regions: permission account:ListRegions is missing',
      'routes: permission bedrock:ListInferenceProfiles is missing',
      'permission bedrock:GetFoundationModelAvailability is missing',
      'scps: permission organizations:ListPoliciesForTarget, ListParents and DescribePolicy is missing',
      'bucket: permission s3:GetBucketObjectLockConfiguration and s3:GetBucketVersioning is missing',
    ]) {
      expect(out).toContain(permission);
    }
    expect(out).not.toMatch(/ ok |WRONG/);
    expect(Math.max(...raw.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const writes = asked.filter(
      (name) => !/ (GET|HEAD) \/| (Get|List|Describe)|listRegions/.test(name),
    );
    expect(writes).toEqual([]);
  });

  it('finds a subscription that nobody confirmed, which the emulator confirms by itself', async () => {
    const member =
      '<member><TopicArn>t</TopicArn><Protocol>email</Protocol><Owner>1</Owner><Endpoint>a@example.com</Endpoint><SubscriptionArn>PendingConfirmation</SubscriptionArn></member>';
    const { out } = await look(({ operation }) => {
      if (operation.startsWith('sts')) return { body: IDENTITY };
      if (!operation.startsWith('sns')) return DENIED;
      return {
        body: `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${member}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
      };
    });
    expect(out).toContain(
      'WRONG subscriptions: not confirmed: email a@example.com; nobody is told',
    );
  });

  it.each([
    ['a Region that nobody knows', {}, { region: 'eu-wst-2' }, /did you mean eu-west-2/],
    [
      'credentials that do not work',
      {
        status: 403,
        body: '<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>',
      },
      {},
      /nobody is known to AWS.*InvalidClientTokenId[\s\S]*aws sso login/,
    ],
    ['a policy that is wrong', {}, { allow: ['europe'] }, /did you mean/],
  ])('refuses: %s', async (_, answered, over, message) => {
    const { exit, err, raw } = await look(() => ({ body: '', ...answered }), over);
    expect(err).toMatch(message);
    expect({ exit, raw }).toEqual({ exit: 2, raw: '' });
  });
});

describe('doctor --probe', () => {
  const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
  const CONVERSE: Answered = {
    body: {
      output: { message: { role: 'assistant', content: [{ text: 'ok' }] } },
      stopReason: 'max_tokens',
      usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
      metrics: { latencyMs: 1 },
    },
  };
  const record = (over: object) =>
    aCall({
      requestID: 'probe-1',
      eventID: 'e-1',
      requestParameters: { modelId: 'eu.amazon.nova-micro-v1:0' },
      ...over,
    });
  const events = (...records: object[]): Answered => ({
    body: {
      Events: records.map((each) => ({
        EventName: 'Converse',
        CloudTrailEvent: JSON.stringify(each),
      })),
    },
  });

  async function run(
    call: Answered,
    lookups: readonly Answered[],
    options = { yes: true },
    region = 'eu-central-1',
  ) {
    let ms = 0;
    const now = () => {
      ms += 1000;
      return ms;
    };
    const { terminal, out, err } = aTerminal({ now });
    let looked = 0;
    const { result: exit, asked } = await withAnswers(
      ({ operation }) => {
        if (!operation.startsWith('cloudtrail')) return call;
        looked += 1;
        return lookups[Math.min(looked, lookups.length) - 1] ?? events();
      },
      () => probe({ region, policy }, options, terminal, { everyMs: 1, forMs: 5000 }),
    );
    return { exit, out: out().replace(/\s+/g, ' '), err: err(), asked };
  }

  it('calls a small profile that stays inside, waits, and says where it ran', async () => {
    const late = [
      events(),
      events(record({ requestID: 'other' })),
      events(record({ additionalEventData: { inferenceRegion: 'eu-north-1' } })),
    ];
    const { exit, out, asked } = await run(CONVERSE, late);
    expect(out).toContain('Called eu.amazon.nova-micro-v1:0 from eu-central-1, request probe-1');
    expect(out).toContain('INSIDE in fence "eu"');
    expect(out).toContain('Ran in Stockholm (eu-north-1) Known by reported');
    expect(exit).toBe(0);
    expect(asked.filter((name) => name.startsWith('bedrock POST'))).toHaveLength(1);
    expect(asked.filter((name) => name === 'cloudtrail LookupEvents')).toHaveLength(3);
  });

  it('ends with 1 where it ran outside', async () => {
    const { exit, out } = await run(CONVERSE, [
      events(record({ additionalEventData: { inferenceRegion: 'us-east-1' } })),
    ]);
    expect(out).toContain('OUTSIDE');
    expect(exit).toBe(1);
  });

  it('explains a refusal', async () => {
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/Chat/me is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:eu-west-3::foundation-model/amazon.nova-micro-v1:0 with an explicit deny in a service control policy';
    const { exit, out, asked } = await run(
      { status: 403, body: { __type: 'AccessDeniedException', message } },
      [],
    );
    expect(out).toContain('REFUSED nothing ran');
    expect(out).toContain('in Paris (eu-west-3), by a Deny in a service control policy');
    expect(asked).toHaveLength(1);
    expect(exit).toBe(1);
  });

  it('gives up where no record comes, and never says that all is well', async () => {
    const { exit, err, out } = await run(CONVERSE, [events()]);
    expect(err).toMatch(/no record of request probe-1 came/);
    expect(out).not.toContain('INSIDE');
    expect(exit).toBe(2);
  });

  it.each([
    ['nobody can be asked', 'eu-central-1', { yes: false }, /nobody is at a terminal/],
    [
      'nothing stays inside',
      'eu-west-2',
      { yes: true },
      /no profile stays inside a fence from eu-west-2/,
    ],
  ])('makes no call where %s', async (_, region, options, message) => {
    const { exit, err, asked } = await run(CONVERSE, [], options, region);
    expect(err).toMatch(message);
    expect({ exit, asked }).toEqual({ exit: 2, asked: [] });
  });
});
