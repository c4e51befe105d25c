import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainDenial } from '../../../core/report/explain-denial.ts';
import { readDenial } from '../../../core/report/read-denial.ts';
import { aPolicy } from '../judge/judge-records.ts';

const USER = 'arn:aws:sts::111122223333:assumed-role/ChatBackend/session-1';
const PARIS = 'arn:aws:bedrock:eu-west-3::foundation-model/amazon.nova-pro-v1:0';
const POLICY =
  'arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-x1y2z3';
const message = (resource: string, ending: string, action = 'bedrock:InvokeModel') =>
  `User: ${USER} is not authorized to perform: ${action} on resource: ${resource} ${ending}`;
const BY_SCP = 'with an explicit deny in a service control policy';

describe('readDenial', () => {
  it.each([
    [
      'as the SDK prints it',
      `An error occurred (AccessDeniedException) when calling the Converse operation: ${message(PARIS, BY_SCP)}`,
    ],
    ['broken by a terminal', message(PARIS, BY_SCP).replaceAll(' ', '\n  ')],
    ['with the policy that refused', message(PARIS, `${BY_SCP}: ${POLICY}`)],
    ['in quotes', `"${message(PARIS, BY_SCP)}"`],
  ])('reads a message %s', (_, text) => {
    expect(readDenial(text)).toMatchObject({
      principal: USER,
      action: 'bedrock:InvokeModel',
      resource: PARIS,
      region: 'eu-west-3',
      modelId: 'amazon.nova-pro-v1:0',
      layer: 'service control policy',
      explicit: true,
      policyArn: text.includes(POLICY) ? POLICY : null,
    });
  });

  it.each([
    [
      'because no identity-based policy allows the bedrock:InvokeModel action',
      'identity-based policy',
      false,
    ],
    [
      'because no service control policy allows the bedrock:InvokeModel action',
      'service control policy',
      false,
    ],
    ['with an explicit deny in an identity-based policy', 'identity-based policy', true],
    ['with an explicit deny in a permissions boundary', 'permissions boundary', true],
    ['with an explicit deny in a resource control policy', 'resource control policy', true],
    [
      'because no VPC endpoint policy allows the bedrock:InvokeModel action',
      'VPC endpoint policy',
      false,
    ],
    ['', null, false],
  ])('"%s"', (ending, layer, explicit) => {
    expect(readDenial(message(PARIS, ending))).toMatchObject({ layer, explicit });
  });

  it.each([
    [
      'arn:aws:bedrock:::foundation-model/amazon.nova-pro-v1:0',
      { region: '', modelId: 'amazon.nova-pro-v1:0' },
    ],
    [
      'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.amazon.nova-pro-v1:0',
      { region: 'eu-central-1', modelId: 'eu.amazon.nova-pro-v1:0' },
    ],
    [
      'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/k3x9q1',
      { modelId: 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/k3x9q1' },
    ],
    ['arn:aws:s3:::bucket/key', { modelId: null }],
  ])('resource %s', (resource, expected) => {
    expect(readDenial(message(resource, BY_SCP))).toMatchObject(expected);
  });

  it.each([
    ['nothing', ''],
    ['an id', '4f1c9a2e'],
    ['another error', 'ThrottlingException: Too many requests'],
  ])('is null for %s', (_, text) => expect(readDenial(text)).toBeNull());

  it('never throws', () => {
    const parts = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          'User: ',
          USER,
          ' is not authorized to perform: ',
          'a:b',
          ' on resource: ',
          PARIS,
        ),
      ),
    );
    fc.assert(fc.property(parts, (texts) => void readDenial(texts.join(''))));
  });
});

describe('explainDenial', () => {
  const explained = (ending: string, allow: string, resource = PARIS) => {
    const denial = readDenial(message(resource, ending));
    const policy = aPolicy({ fences: [{ name: allow, allow: [allow] }] });
    const [fence] = policy.fences;
    if (denial === null || fence === undefined) throw new Error('no denial');
    return explainDenial(denial, fence, policy);
  };
  const GLOBAL = 'arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5';

  it.each([
    [
      'an allowed destination, refused by the SCP',
      BY_SCP,
      'eu',
      PARIS,
      /inside fence "eu"/,
      /geofence scp --base/,
    ],
    [
      'a destination that the fence forbids',
      BY_SCP,
      'us',
      PARIS,
      /outside fence "us"/,
      /leave the policies as they are/,
    ],
    [
      'a role without that destination',
      'because no identity-based policy allows',
      'eu',
      PARIS,
      /inside/,
      /geofence iam/,
    ],
    [
      'global., where the fence does not allow it',
      BY_SCP,
      'eu',
      GLOBAL,
      /"eu" does not allow/,
      /make another call/,
    ],
    [
      'global., where it does',
      BY_SCP,
      'commercial',
      GLOBAL,
      /"commercial" allows/,
      /exception for profiles/,
    ],
    [
      'an endpoint policy',
      'because no VPC endpoint policy allows',
      'eu',
      PARIS,
      /inside/,
      /VPC endpoint policy must let/,
    ],
  ])('%s', (_, ending, allow, resource, fence, fix) => {
    const found = explained(ending, allow, resource);
    expect(found.fence).toMatch(fence);
    expect(found.fix).toMatch(fix);
  });

  it('names the refused destination, and what stays inside, from there first', () => {
    const { refused, instead } = explained(BY_SCP, 'eu');
    expect(refused).toBe(
      'bedrock:InvokeModel on amazon.nova-pro-v1:0 in Paris (eu-west-3), by a Deny in a service control policy',
    );
    expect(instead[0]).toBe('eu.amazon.nova-pro-v1:0 from Paris (eu-west-3)');
  });
});
