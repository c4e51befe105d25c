import { describe, expect, it } from 'vitest';
import { readSourceFlags, type SourceFlags } from '../../cli/source-options.ts';

describe('what a person says of sources', () => {
  it.each<readonly [SourceFlags, object]>([
    [{}, { jobs: 1 }],
    [{ jobs: '8' }, { jobs: 8 }],
    [{ from: '2026-11-03' }, { window: { fromMs: Date.UTC(2026, 10, 3), untilMs: null } }],
    [{ until: '2026-11-03' }, { window: { fromMs: null, untilMs: Date.UTC(2026, 10, 4) - 1 } }],
    [
      { from: '2026-11-03T10:00:00Z', until: '2026-11-03T10:00:00Z' },
      { window: { fromMs: Date.UTC(2026, 10, 3, 10), untilMs: Date.UTC(2026, 10, 3, 10) } },
    ],
    [
      { profile: 'audit', region: 'eu-west-1' },
      { profile: 'audit', region: 'eu-west-1' },
    ],
    [{ endpointUrl: 'http://127.0.0.1:1' }, { endpointUrl: 'http://127.0.0.1:1' }],
  ])('%j', (flags, options) => {
    expect(readSourceFlags(flags, {})).toEqual({
      kind: 'options',
      options: expect.objectContaining(options),
    });
  });

  it.each([
    [{ AWS_ENDPOINT_URL: 'http://a' }, 'http://a'],
    [{ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b' }, 'http://b'],
    [{}, undefined],
  ])('%j gives the endpoint %j, if no flag does', (env, endpointUrl) => {
    expect(readSourceFlags({}, env)).toHaveProperty('options.endpointUrl', endpointUrl);
    const flag = { endpointUrl: 'http://flag' };
    expect(readSourceFlags(flag, env)).toHaveProperty('options.endpointUrl', 'http://flag');
  });

  it('tells all that is wrong at once', () => {
    const flags = { jobs: '0', from: 'yesterday', until: '2026-02-30', endpointUrl: 'here' };
    expect(readSourceFlags(flags, {})).toEqual({
      kind: 'wrong',
      problem: [
        '--from "yesterday" is neither a day (2026-11-03) nor an instant (2026-11-03T10:00:00Z)',
        '--until "2026-02-30" is neither a day (2026-11-03) nor an instant (2026-11-03T10:00:00Z)',
        '--jobs "0" is no whole number from 1 to 64',
        'the endpoint "here" is no URL',
      ].join('\n'),
    });
  });

  it.each([
    [{ jobs: '2.5' }, /whole number/],
    [{ jobs: 'many' }, /whole number/],
    [{ jobs: '65' }, /whole number/],
    [{ from: '2026-11-04', until: '2026-11-03' }, /--from 2026-11-04 is after --until 2026-11-03/],
  ])('%j is refused', (flags, problem) => {
    expect(readSourceFlags(flags, {})).toHaveProperty('problem', expect.stringMatching(problem));
  });
});
