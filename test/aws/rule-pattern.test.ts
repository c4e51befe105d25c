import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asEvent } from '../../core/watch/as-event.ts';
import { CALLS_PATTERN } from '../../core/watch/calls-pattern.ts';
import { matchesPattern } from '../../core/watch/matches-pattern.ts';
import { spokeTampering, stackSetTampering } from '../../core/watch/spoke-tampering.ts';
import { homeTampering, regionalTampering } from '../../core/watch/tamper-patterns.ts';
import { aPerturbedRecord } from '../core/judge/perturb.ts';
import { clientOf } from './emulator/client-of.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';
import { HOME } from './watcher.ts';

const python = await findPython();
/** The same events each time: how many of them match is counted. */
const SEED = 7;
const place = { prefix: 'bedrock-geofence', region: HOME };
const PATTERNS = [
  CALLS_PATTERN,
  ...Object.values(regionalTampering(place)),
  ...Object.values(spokeTampering(place)),
  ...Object.values(stackSetTampering(place)),
  ...Object.values(homeTampering(place, '111122223333', ['arn:aws:kms:eu-central-1:1:key/1'])),
];

/** Records with every name and category that the rule tells apart. */
const anEvent = fc
  .tuple(
    aPerturbedRecord,
    fc.record(
      {
        eventName: fc.constantFrom(
          'ListX',
          'GetX',
          'DescribeX',
          'InvokeModel',
          'Converse',
          'InvokeModelWithBidirectionalStream',
          'CreateInference',
          'DeleteAlarms',
          'Unsubscribe',
        ),
        eventCategory: fc.constantFrom('Management', 'Data', 'Insight'),
        eventType: fc.constantFrom('AwsApiCall', 'AwsServiceEvent', 'AwsVpceEvents'),
        eventSource: fc.constantFrom(
          'bedrock.amazonaws.com',
          'bedrock-mantle.amazonaws.com',
          's3.amazonaws.com',
          'sns.amazonaws.com',
          'monitoring.amazonaws.com',
        ),
        additionalEventData: fc.constantFrom<unknown>({ inferenceRegion: 'eu-west-1' }, {}, null),
        requestParameters: fc.constantFrom<unknown>(
          { alarmNames: ['x', 'bedrock-geofence-home-outside'] },
          { subscriptionArn: 'arn:aws:sns:eu-central-1:1:bedrock-geofence-findings:2' },
          { modelId: 'x' },
        ),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([record, over]) => asEvent({ ...record, ...over }));

describe.skipIf(python.kind === 'missing')('patterns, by the rules of EventBridge', () => {
  let emulator: Emulator;
  let client: EventBridgeClient;
  beforeAll(async () => {
    emulator = await startEmulator();
    client = new EventBridgeClient(clientOf({ endpoint: emulator.endpoint, region: HOME }));
  });
  afterAll(() => emulator?.stop());

  it('200 events match there as they match here', async () => {
    let matched = 0;
    await fc.assert(
      fc.asyncProperty(anEvent, async (event) => {
        for (const pattern of PATTERNS) {
          const { Result } = await client.send(
            new TestEventPatternCommand({
              EventPattern: JSON.stringify(pattern),
              Event: JSON.stringify(event),
            }),
          );
          expect(Result, JSON.stringify([pattern, event])).toBe(matchesPattern(pattern, event));
          matched += Number(Result);
        }
      }),
      { numRuns: 200, seed: SEED },
    );
    expect(matched).toBeGreaterThan(20);
  });
});
