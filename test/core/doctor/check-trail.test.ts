import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/doctor/answer.ts';
import type { Check } from '../../../core/doctor/check.ts';
import { checkTrail, type SeenTrail, type Selectors } from '../../../core/doctor/check-trail.ts';

const HERE = 'eu-central-1';
const NONE = { kind: 'none', problem: 'permission x:Y is missing (AccessDenied)' } as const;
const answer = <T>(value: T): Answer<T> => ({ kind: 'answer', value });
const is = (outcome: Check['outcome'], found: RegExp, fix?: RegExp) => ({
  outcome,
  found: expect.stringMatching(found),
  ...(fix === undefined ? {} : { fix: expect.stringMatching(fix) }),
});

describe('checkTrail', () => {
  const field = (name: string, equals: string[], notEquals: string[] = []) => ({
    field: name,
    equals,
    notEquals,
  });
  const trail = (over: Partial<SeenTrail> = {}, selectors: Partial<Selectors> = {}): SeenTrail => ({
    ...{ name: 'org', arn: 'arn:org', homeRegion: HERE, multiRegion: true, logging: answer(true) },
    selectors: answer({ basic: [], advanced: [], ...selectors }),
    ...over,
  });
  const basic = (readWriteType: string, management = true) =>
    trail({}, { basic: [{ readWriteType, management }] });
  const advanced = (...fields: ReturnType<typeof field>[]) => trail({}, { advanced: [fields] });
  const management = field('eventCategory', ['Management']);

  it.each([
    ['all', basic('All'), is('ok', /reads too/)],
    ['reads alone', basic('ReadOnly'), is('ok', /reads too/)],
    ['writes alone', basic('WriteOnly'), is('wrong', /reads/, /put-event-selectors/)],
    ['data events alone', basic('All', false), is('wrong', /reads/)],
    ['management, advanced', advanced(management), is('ok', /reads too/)],
    ['its reads', advanced(management, field('readOnly', ['true'])), is('ok', /reads too/)],
    ['its writes', advanced(management, field('readOnly', ['false'])), is('wrong', /reads/)],
    ['no reads', advanced(management, field('readOnly', [], ['true'])), is('wrong', /reads/)],
    [
      'all but KMS',
      advanced(management, field('eventSource', [], ['kms.amazonaws.com'])),
      is('ok', /reads too/),
    ],
    [
      'all but Bedrock',
      advanced(management, field('eventSource', [], ['bedrock.amazonaws.com'])),
      is('wrong', /reads/),
    ],
    [
      'another service',
      advanced(management, field('eventSource', ['s3.amazonaws.com'])),
      is('wrong', /reads/),
    ],
    ['what is not understood', advanced(management, field('eventName*', [])), is('wrong', /reads/)],
    ['data, advanced', advanced(field('eventCategory', ['Data'])), is('wrong', /reads/)],
    ['nothing', trail(), is('wrong', /reads/)],
    [
      'all, and was stopped',
      { ...basic('All'), logging: answer(false) },
      is('wrong', /stopped/, /start-logging --name arn:org/),
    ],
    [
      'all of another Region',
      { ...basic('All'), multiRegion: false, homeRegion: 'us-east-1' },
      is('wrong', /no trail logs eu-central-1/),
    ],
    ['what nobody may see', { ...basic('All'), selectors: NONE }, is('unknown', /org: permission/)],
  ])('a trail that logs %s', (_, seen, expected) => {
    expect(checkTrail(answer([seen]), HERE)).toMatchObject(expected);
  });

  it('one good trail is enough, and a hidden one may be the good one', () => {
    const hidden = trail({ logging: NONE });
    expect(checkTrail(answer([basic('WriteOnly'), basic('All')]), HERE).outcome).toBe('ok');
    expect(checkTrail(answer([hidden, basic('All')]), HERE).outcome).toBe('ok');
    expect(checkTrail(answer([basic('WriteOnly'), hidden]), HERE).outcome).toBe('unknown');
    expect(checkTrail(answer([]), HERE)).toMatchObject(is('wrong', /no trail/, /create a trail/));
  });
});
