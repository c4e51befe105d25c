import { expect, it } from 'vitest';
import { unseenHours } from '../../../core/report/unseen-hours.ts';

const hoursOf = (...files: readonly string[]) =>
  unseenHours(files.map((file) => ({ kind: 'file', file, place: null, problem: 'x' })));
const named = (time: string) =>
  `AWSLogs/1/CloudTrail/eu-west-1/111122223333_CloudTrail_eu-west-1_${time}_9fQ2.json.gz`;

it('counts gaps by the hour that the name of their file says', () => {
  expect(
    hoursOf(named('20261103T1405Z'), named('20261103T1455Z'), named('20261102T2300Z')),
  ).toEqual([
    { hour: '2026-11-02T23', gaps: 1 },
    { hour: '2026-11-03T14', gaps: 2 },
  ]);
});

it.each([
  'night.jsonl',
  named('20261303T1405Z'),
  named('20261103T2505Z'),
  `${named('20261103T1405Z')}/other.json`,
])('%s says no hour', (file) => {
  expect(hoursOf(file)).toEqual([]);
});
