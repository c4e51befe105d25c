import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/doctor/answer.ts';
import type { Check } from '../../../core/doctor/check.ts';
import { checkScps } from '../../../core/doctor/check-scps.ts';
import { aPolicy } from '../judge/judge-records.ts';
import { BEFORE, regionDeny } from '../prevent/article.ts';

const HERE = 'eu-central-1';
const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const answer = <T>(value: T): Answer<T> => ({ kind: 'answer', value });
const NONE = { kind: 'none', problem: 'permission x:Y is missing (AccessDenied)' } as const;
const is = (outcome: Check['outcome'], found: RegExp, fix?: RegExp) => ({
  outcome,
  found: expect.stringMatching(found),
  ...(fix === undefined ? {} : { fix: expect.stringMatching(fix) }),
});

describe('checkScps', () => {
  const FULL = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  const full = { name: 'FullAWSAccess', target: 'r-1', content: JSON.stringify(FULL) };
  const attached = (name: string, document: object) => ({
    name,
    target: 'r-1',
    content: JSON.stringify(document),
  });
  const inside = policy.fences.flatMap((fence) => fence.regions);
  const look = (
    ...seen: Parameters<typeof checkScps>[0] extends Answer<readonly (infer T)[]> ? T[] : never
  ) => checkScps(answer(seen), { accountId: '111122223333', region: HERE }, policy);

  it.each([
    [
      'nothing but FullAWSAccess',
      [full],
      is('wrong', /profiles that may leave pass.*attached are FullAWSAccess/, /geofence scp/),
    ],
    [
      'a Region deny without the exception',
      [full, attached('deny', BEFORE)],
      is(
        'wrong',
        /that stay inside are denied: .*statement DenyOutsideRegions/,
        /geofence scp --base/,
      ),
    ],
    [
      'a guard of the fence',
      [full, attached('guard', regionDeny(inside))],
      is('ok', /that stay inside pass, \d+ that may leave do not/),
    ],
    [
      'what cannot be simulated',
      [
        full,
        attached('odd', {
          Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: {} } }],
        }),
      ],
      is('unknown', /of \d+ profiles nobody can say.*odd: its statement 1 depends on "Bool"/),
    ],
    [
      'a guard, and beside it what cannot be simulated and has nothing to do with Bedrock',
      [
        full,
        attached('guard', regionDeny(inside)),
        attached('odd', {
          Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Bool: {} } }],
        }),
      ],
      is('ok', /that stay inside pass/),
    ],
    [
      'what cannot be simulated, beside what stops for sure',
      [
        full,
        attached('deny', BEFORE),
        attached('odd', {
          Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: {} } }],
        }),
      ],
      is('wrong', /that stay inside are denied/),
    ],
  ])('%s', (_, seen, expected) => {
    expect(look(...seen)).toMatchObject(expected);
  });

  it('nobody may look', () => {
    const seen = checkScps(NONE, { accountId: '111122223333', region: HERE }, policy);
    expect(seen).toMatchObject(is('unknown', /x:Y/, /management account/));
  });
});
