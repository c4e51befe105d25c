import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../core/watch/matches-pattern.ts';
import { spokeTampering, stackSetTampering } from '../../../core/watch/spoke-tampering.ts';

const place = { prefix: 'bedrock-geofence', region: 'eu-west-1' };
const assumed = (userName: string) => ({
  type: 'AssumedRole',
  sessionContext: { sessionIssuer: { type: 'Role', userName } },
});
const event = (service: string, eventName: string, requestParameters: object, who: object) => ({
  source: `aws.${service}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    ...{ eventSource: `${service}.amazonaws.com`, eventName, requestParameters },
    userIdentity: who,
  },
});

describe('in a spoke', () => {
  const rules = spokeTampering(place).rules ?? {};
  it.each<readonly [boolean, string, object]>([
    [true, 'an administrator', assumed('Admin')],
    [true, 'a user', { type: 'IAMUser', userName: 'me' }],
    [true, 'the root of the account', { type: 'Root' }],
    [true, 'a role that ends like that of StackSets', assumed('my-stacksets-exec-1')],
    [false, 'StackSets, which the hub tells of', assumed('stacksets-exec-0a1b2c')],
  ])('%s: a rule deleted by %s', (told, _, who) => {
    const deleted = event('events', 'DeleteRule', { name: 'bedrock-geofence-calls' }, who);
    expect(matchesPattern(rules, deleted)).toBe(told);
  });
});

describe('at the hub', () => {
  const stackSet = stackSetTampering(place)['stack-set'] ?? {};
  it.each([
    [true, 'DeleteStackInstances', 'bedrock-geofence-spokes'],
    [true, 'UpdateStackSet', 'bedrock-geofence-spokes:0a1b2c'],
    [false, 'DescribeStackSet', 'bedrock-geofence-spokes'],
    [false, 'DeleteStackSet', 'another'],
  ])('%s: %s of %s', (told, name, stackSetName) => {
    const changed = event('cloudformation', name, { stackSetName }, assumed('Admin'));
    expect(matchesPattern(stackSet, changed)).toBe(told);
  });
});
