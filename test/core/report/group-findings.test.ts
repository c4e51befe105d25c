import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupFindings } from '../../../core/report/group-findings.ts';
import { aFinding } from './reports.ts';

const at = (time: string | null, id: string) => aFinding({ time, id });

it('the same caller, model, route, verdict and reason are one group', () => {
  const groups = groupFindings([
    at('2026-11-03T12:00:00Z', 'b'),
    at('2026-11-03T09:00:00Z', 'c'),
    at(null, 'a'),
  ]);
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({
    count: 3,
    time: '2026-11-03T09:00:00Z',
    lastTime: '2026-11-03T12:00:00Z',
  });
});

describe('a difference makes a group', () => {
  it.each([
    { verdict: 'undecided' },
    { accountId: '444455556666' },
    { accountId: null },
    { principal: 'other' },
    { principal: null },
    { modelId: null },
    { sourceRegion: 'eu-west-1' },
    { inferenceRegion: 'us-west-2' },
    { inferenceRegion: null },
    { because: 'for another reason' },
  ] as const)('%j', (over) => {
    expect(groupFindings([aFinding(), aFinding(over)]).map(({ count }) => count)).toEqual([1, 1]);
  });

  it.each([
    { eventId: null },
    { requestId: null },
    { basis: 'completion' },
    { client: 'AWS CLI' },
    { id: 'f' },
  ] as const)('but not %j', (over) => {
    expect(groupFindings([aFinding(), aFinding(over)]).map(({ count }) => count)).toEqual([2]);
  });
});

it('what ran outside comes first, then the earliest, then what has no time', () => {
  const groups = groupFindings([
    aFinding({ verdict: 'undecided', time: '2026-11-03T01:00:00Z', id: 'undecided' }),
    aFinding({ because: 'x', time: null, id: 'untimed' }),
    aFinding({ because: 'y', time: '2026-11-03T09:00:00Z', id: 'late' }),
    aFinding({ because: 'z', time: '2026-11-03T02:00:00Z', id: 'early' }),
  ]);
  expect(groups.map(({ id }) => id)).toEqual(['early', 'late', 'untimed', 'undecided']);
});

it('a group has the id of the finding that is first in the report', () => {
  const [group] = groupFindings([
    at('2026-11-03T12:00:00Z', 'late'),
    at('2026-11-03T09:00:00Z', 'early'),
  ]);
  expect(group?.id).toBe('late');
});

it('loses none, and the order of the findings does not count', () => {
  const finding = fc.record({
    id: fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 8 }),
    time: fc.constantFrom(null, '2026-11-03T01:00:00Z', '2026-11-03T02:00:00Z'),
    accountId: fc.constantFrom(null, '1', '2'),
    verdict: fc.constantFrom('outside' as const, 'undecided' as const),
  });
  fc.assert(
    fc.property(fc.uniqueArray(finding, { selector: ({ id }) => id }), (overs) => {
      const findings = overs.map((over) => aFinding(over));
      const groups = groupFindings(findings);
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(findings.length);
      const shown = (list: typeof groups) =>
        list.map(({ time, lastTime, count, accountId, verdict }) => ({
          time,
          lastTime,
          count,
          accountId,
          verdict,
        }));
      expect(
        shown(groupFindings(findings.toReversed()))
          .map((each) => JSON.stringify(each))
          .sort(),
      ).toEqual(
        shown(groups)
          .map((each) => JSON.stringify(each))
          .sort(),
      );
    }),
  );
});
