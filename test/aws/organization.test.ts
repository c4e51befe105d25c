import { readFileSync } from 'node:fs';
import {
  CreateAccountCommand,
  DescribeOrganizationCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../core/policy/parse-policy.ts';
import { CALLS_PATTERN } from '../../core/watch/calls-pattern.ts';
import { matchesPattern } from '../../core/watch/matches-pattern.ts';
import { ORGANIZATION, SPOKE } from '../infra/an-organization.ts';
import { clientOf } from './emulator/client-of.ts';
import { createStack } from './emulator/create-stack.ts';
import { ACCOUNT as HUB } from './emulator/emulator-env.ts';
import { fillConditions } from './emulator/fill-conditions.ts';
import { findPython } from './emulator/find-python.ts';
import type { Emulator } from './emulator/start-emulator.ts';
import { stripTemplate } from './emulator/strip-template.ts';
import { putEvents } from './put-events.ts';
import { type Event, sampleEvents } from './sample-events.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);

const parsed = parsePolicy(readFileSync('samples/geofence.json'));
if (parsed.kind === 'problems') throw new Error('the sample policy is broken');
const { resolved } = parsed;
/** Calls that each account makes. */
const EACH = 12;
const OUTSIDER = '777788889999';

describe.skipIf(python.kind === 'missing')('a hub and the spokes of its organization', () => {
  let watcher: Watcher;
  let world: ReturnType<typeof lookAt>;
  const members: string[] = [];
  const placeOf = (account: string) => ({
    endpoint: watcher.emulator.endpoint,
    region: HOME,
    account,
  });

  beforeAll(async () => {
    watcher = await deployWatcher((emulator) => foundOrganization(emulator, members));
    console.log(
      [
        ...watcher.notes,
        'the emulator has no StackSets: the same template is deployed to each account by itself',
        'it delivers nothing to other accounts: test/aws/emulator/across_accounts.py does, by role and policy',
        'in conditions it knows only parameters: account and partition are filled in before',
        'it evaluates no alarm on AWS/SQS: what the alarm of a spoke sets going is asserted on the template',
      ].join('\n'),
    );
    world = lookAt(watcher.emulator.endpoint);
    const { template, notes } = stripTemplate(SPOKE);
    console.log(notes.join('\n'));
    const parameters = { HubAccount: HUB, HomeRegion: HOME };
    for (const account of [HUB, ...members, OUTSIDER])
      await createStack('spoke', fillConditions(template, account), placeOf(account), parameters);
    const made = await callsOf([HUB, ...members, OUTSIDER]);
    for (const [account, events] of made) await putEvents(events, placeOf(account));
  });
  afterAll(() => watcher?.stop());

  it("keeps every account's calls under its account, once", async () => {
    const settled = await eventually(
      () => world.settled(resolved),
      (calls) => calls.length >= 3 * EACH,
    );
    const accounts = settled.map(({ accountId }) => accountId);
    const expected = [HUB, ...members].flatMap((account) => Array(EACH).fill(account));
    expect(accounts.sort()).toEqual(expected.sort());
    const records = await eventually(
      () => world.sum('Records', { SourceRegion: HOME }),
      (sum) => sum >= 3 * EACH,
    );
    expect(records).toBe(3 * EACH);
  });

  it('makes nothing in the hub, where the template is deployed too', async () => {
    await expect(world.waiting('bedrock-geofence-spoke-dead-letters', HOME)).rejects.toThrow(
      /does not exist/,
    );
  });

  it('refuses a spoke from outside the organization, which keeps what it could not send', async () => {
    const client = new SQSClient(clientOf(placeOf(OUTSIDER)));
    const QueueUrl = `${watcher.emulator.endpoint}/${OUTSIDER}/bedrock-geofence-spoke-dead-letters`;
    const kept = new Set<string>();
    await eventually(
      async () => {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        for (const { Body = '{}' } of Messages) kept.add(JSON.parse(Body).detail.eventID);
        return kept.size;
      },
      (count) => count === EACH,
    );
    const accounts = (await world.settled(resolved)).map(({ accountId }) => accountId);
    expect(accounts).not.toContain(OUTSIDER);
  });
});

/** An organization of three accounts, the hub one of them, and the context that names it. */
async function foundOrganization({ endpoint }: Emulator, members: string[]) {
  const client = new OrganizationsClient(clientOf({ endpoint, region: 'us-east-1' }));
  const { Organization } = await client.send(new DescribeOrganizationCommand({}));
  for (const name of ['first', 'second']) {
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    members.push(CreateAccountStatus?.AccountId ?? '');
  }
  return { ...ORGANIZATION, organizationId: Organization?.Id };
}

type CallDetail = {
  readonly eventType: string;
  readonly eventID: string;
  readonly requestID: string;
  readonly userIdentity: object;
};

/** The same calls of the sample day, made anew in each account. */
async function callsOf(accounts: readonly string[]) {
  const calls = (await sampleEvents())
    .filter((event) => matchesPattern(CALLS_PATTERN, event))
    .map((event) => ({ event, detail: event.detail as CallDetail }))
    .filter(({ detail }) => detail.eventType === 'AwsApiCall');
  const distinct = [...new Map(calls.map((call) => [call.detail.requestID, call])).values()];
  return accounts.map((account) => {
    const events = distinct.slice(0, EACH).map(
      ({ event, detail }): Event => ({
        ...event,
        detail: {
          ...detail,
          recipientAccountId: account,
          userIdentity: { ...detail.userIdentity, accountId: account },
          eventID: `${account}-${detail.eventID}`,
          requestID: `${account}-${detail.requestID}`,
        },
      }),
    );
    return [account, events] as const;
  });
}
