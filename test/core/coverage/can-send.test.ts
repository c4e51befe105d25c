import { expect, it } from 'vitest';
import { canSend } from '../../../core/coverage/can-call.ts';
import { anOrganization, denying, HUB, MEMBER, policiesOver } from './organizations.ts';

const region = 'eu-west-1';
const queue = `arn:aws:sqs:${region}:${HUB}:bedrock-geofence-calls`;
const principal = `arn:aws:iam::${MEMBER}:role/bedrock-geofence-spoke-${region}`;
const send = (...documents: readonly object[]) =>
  canSend(queue, { accountId: MEMBER, region, principal }, policiesOver(anOrganization(documents)));

it.each<readonly [string, readonly object[], string]>([
  ['nothing against it', [], 'allowed'],
  ['no queues', [denying({ Action: 'sqs:*' })], 'denied'],
  [
    'no queues of others',
    [denying({ Action: 'sqs:*', NotResource: `arn:aws:sqs:*:${MEMBER}:*` })],
    'denied',
  ],
  [
    'no queues but for the watcher',
    [
      denying({
        Action: 'sqs:*',
        Condition: {
          ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/bedrock-geofence-*' },
        },
      }),
    ],
    'allowed',
  ],
  [
    'no queues but for others',
    [
      denying({
        Action: 'sqs:*',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ops' } },
      }),
    ],
    'denied',
  ],
  [
    'no queues of another organization',
    [denying({ Action: 'sqs:*', Condition: { StringNotEquals: { 'aws:ResourceOrgID': 'o-1' } } })],
    'unknown',
  ],
])('%s', (_, documents, kind) => {
  expect(send(...documents).kind).toBe(kind);
});
