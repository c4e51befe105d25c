import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/doctor/answer.ts';
import type { Check } from '../../../core/doctor/check.ts';
import { checkBucket } from '../../../core/doctor/check-bucket.ts';
import { checkModels, modelsToCall } from '../../../core/doctor/check-models.ts';
import { checkQueue } from '../../../core/doctor/check-queue.ts';
import { checkRegions } from '../../../core/doctor/check-regions.ts';
import { checkRoutes } from '../../../core/doctor/check-routes.ts';
import { checkRule, type SeenRule } from '../../../core/doctor/check-rule.ts';
import { checkSubscriptions } from '../../../core/doctor/check-subscriptions.ts';
import { checkTrail } from '../../../core/doctor/check-trail.ts';
import { CALLS_PATTERN } from '../../../core/watch/calls-pattern.ts';
import { aPolicy } from '../judge/judge-records.ts';

const HERE = 'eu-central-1';
const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const answer = <T>(value: T): Answer<T> => ({ kind: 'answer', value });
const NONE = { kind: 'none', problem: 'permission x:Y is missing (AccessDenied)' } as const;

const is = (outcome: Check['outcome'], found: RegExp, fix?: RegExp) => ({
  outcome,
  found: expect.stringMatching(found),
  ...(fix === undefined ? {} : { fix: expect.stringMatching(fix) }),
});

describe.each([
  ['trail', () => checkTrail(NONE, HERE)],
  ['rule', () => checkRule(NONE, 'q', HERE)],
  ['queue', () => checkQueue(NONE, 'q', 'r', 's')],
  ['subscriptions', () => checkSubscriptions(NONE, 't')],
  ['regions', () => checkRegions(NONE, new Map())],
  ['routes', () => checkRoutes(NONE, HERE, policy)],
  ['models', () => checkModels(new Map([['m', NONE]]), HERE)],
  ['bucket', () => checkBucket(NONE, 'b')],
])('%s', (name, look) => {
  it('is never well where nobody could look', () => {
    expect(look()).toMatchObject({ name, ...is('unknown', /x:Y is missing/, /grant it/) });
  });
});

describe('checkRule', () => {
  const rule = (over: Partial<SeenRule> = {}): Answer<SeenRule | null> =>
    answer({
      ...{ name: 'calls', state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' },
      ...{ pattern: JSON.parse(JSON.stringify(CALLS_PATTERN)), targetArns: ['queue'] },
      ...over,
    });
  it.each([
    ['as it is deployed', rule(), is('ok', /fills the queue/)],
    [
      'enabled from the console',
      rule({ state: 'ENABLED' }),
      is('wrong', /never sees reads/, /no console can set/),
    ],
    ['disabled', rule({ state: 'DISABLED' }), is('wrong', /sees nothing/)],
    [
      'with another pattern',
      rule({ pattern: { source: ['aws.bedrock'] } }),
      is('wrong', /another pattern/),
    ],
    ['with a pattern that is no JSON', rule({ pattern: null }), is('wrong', /another pattern/)],
    ['with another target', rule({ targetArns: ['other'] }), is('wrong', /does not fill queue/)],
    ['that is not there', answer(null), is('wrong', /nothing is watched/, /sourceRegions/)],
  ])('a rule %s', (_, seen, expected) => {
    expect(checkRule(seen, 'queue', HERE)).toMatchObject(expected);
  });
});

describe('the others', () => {
  const mail = (confirmed: boolean) => ({
    protocol: 'email',
    endpoint: 'a@example.com',
    confirmed,
  });
  const lock = { versioned: true, mode: 'GOVERNANCE', days: 400 };
  const nova = (regions: readonly string[]) =>
    ({
      id: 'eu.amazon.nova-pro-v1:0',
      type: 'SYSTEM_DEFINED',
      modelId: 'amazon.nova-pro-v1:0',
      regions,
    }) as const;
  const routes = (regions: readonly string[], unreadable: readonly string[] = []) =>
    checkRoutes(answer({ profiles: [nova(regions)], unreadable }), HERE, policy);
  const known = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];
  const regions = (watched: Record<string, Answer<boolean>>) =>
    checkRegions(
      answer([HERE, 'eu-west-2', 'ap-east-1', 'xx-new-1']),
      new Map(Object.entries(watched)),
    );
  const models = (...answers: Answer<readonly string[]>[]) =>
    checkModels(new Map(answers.map((each, index) => [`m${index}`, each])), HERE);

  it.each([
    ['somebody listens', checkSubscriptions(answer([mail(true)]), 't'), is('ok', /1 confirmed/)],
    [
      'nobody confirmed',
      checkSubscriptions(answer([mail(false)]), 't'),
      is('wrong', /email a@example.com; nobody is told/, /follow the link/),
    ],
    [
      'one of two confirmed',
      checkSubscriptions(answer([mail(false), mail(true)]), 't'),
      is('wrong', /1 confirmed/),
    ],
    ['nobody subscribed', checkSubscriptions(answer([]), 't'), is('wrong', /nobody is told/)],
    ['locked', checkBucket(answer(lock), 'b'), is('ok', /400 days/)],
    [
      'locked without a default',
      checkBucket(answer({ ...lock, mode: null, days: null }), 'b'),
      is('wrong', /no default lock/),
    ],
    [
      'without versions',
      checkBucket(answer({ ...lock, versioned: false }), 'b'),
      is('wrong', /no versions/),
    ],
    ['no bucket', checkBucket(answer(null), 'b'), is('wrong', /there is no b/)],
    ['routes as known', routes(known), is('ok', /all 1 profiles/)],
    [
      'another route',
      routes([...known, 'us-east-1']),
      is(
        'wrong',
        /other routes: eu\.amazon\.nova-pro-v1:0; from Frankfurt.*N\. Virginia/,
        /catalog refresh --from eu-central-1/,
      ),
    ],
    [
      'a profile that cannot be read',
      routes(known, ['eu.odd']),
      is('unknown', /models of eu\.odd/),
    ],
    [
      'no profile at all',
      checkRoutes(answer({ profiles: [], unreadable: [] }), HERE, policy),
      is('unknown', /lists no profile/),
    ],
    [
      'all Regions watched',
      regions({ [HERE]: answer(true), 'eu-west-2': answer(true), 'xx-new-1': answer(true) }),
      is('ok', /all 3 enabled/),
    ],
    [
      'a Region that nothing watches',
      regions({ [HERE]: answer(true), 'eu-west-2': answer(false), 'xx-new-1': NONE }),
      is('wrong', /London \(eu-west-2\); could not look in xx-new-1/),
    ],
    [
      'a new Region that nobody asked',
      regions({ [HERE]: answer(true), 'eu-west-2': answer(true) }),
      is('unknown', /xx-new-1: nobody looked/),
    ],
    [
      'a model to call',
      models(answer([]), answer(['agreement PENDING'])),
      is('ok', /1 of 2 models.*not: m1 \(agreement PENDING\)/),
    ],
    [
      'no model to call',
      models(answer(['authorization NOT_AUTHORIZED'])),
      is('wrong', /none of 1/, /accept the agreement/),
    ],
    ['nothing stays inside', models(), is('wrong', /no profile.*stays inside/)],
  ])('%s', (_, check, expected) => {
    expect(check).toMatchObject(expected);
  });

  it('models to call are those of profiles that stay inside from there', () => {
    expect(modelsToCall(HERE, policy)).toContain('amazon.nova-pro-v1:0');
    expect(modelsToCall('eu-west-2', policy)).toEqual([]);
    expect(modelsToCall('us-east-1', policy)).toEqual([]);
  });
});
