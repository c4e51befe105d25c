import { expect, it } from 'vitest';
import { hubOfEvidence } from '../../../core/watch/hub-of-evidence.ts';

it.each([
  ['s3://bedrock-geofence-evidence-111122223333-eu-central-1', '111122223333'],
  ['s3://bedrock-geofence-evidence-111122223333-us-gov-west-1/a/b', '111122223333'],
  ['s3://other-evidence-111122223333-eu-central-1', null],
  ['s3://bedrock-geofence-work-111122223333-eu-central-1', null],
  ['s3://bedrock-geofence-evidence-1111-eu-central-1', null],
  ['s3://copy', null],
  ['./bedrock-geofence-evidence-111122223333-eu-central-1', null],
  ['', null],
])('%s: %s', (where, account) => {
  expect(hubOfEvidence(where, 'bedrock-geofence')).toBe(account);
});
