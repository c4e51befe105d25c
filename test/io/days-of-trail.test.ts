import { describe, expect, it } from 'vitest';
import { daysOfTrail, regionFolderOf } from '../../io/days-of-trail.ts';

describe('the folder of a Region', () => {
  it.each([
    ['AWSLogs/111122223333/CloudTrail/eu-west-1/', 'AWSLogs/111122223333/CloudTrail/eu-west-1/'],
    ['AWSLogs/o-abc/1/CloudTrail/eu-west-1/2026/11/', 'AWSLogs/o-abc/1/CloudTrail/eu-west-1/'],
    ['my/own/AWSLogs/1/CloudTrail/us-east-1/2026/', 'my/own/AWSLogs/1/CloudTrail/us-east-1/'],
    ['CloudTrail/us-east-1/', 'CloudTrail/us-east-1/'],
    ['AWSLogs/111122223333/CloudTrail/', null],
    ['AWSLogs/111122223333/CloudTrail/eu-west', null],
    ['AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/', null],
    ['AWSLogs/', null],
    ['', null],
  ])('%s', (key, folder) => expect(regionFolderOf(key)).toBe(folder));
});

describe('days of delivery', () => {
  const folder = 'AWSLogs/1/CloudTrail/eu-west-1/';
  const key = (day: string) => `${folder}${day}/1_CloudTrail_x.json.gz`;
  const from = Date.UTC(2026, 1, 27, 23, 59);
  const until = Date.UTC(2026, 1, 28, 23, 59);

  it('begin with that of the first event and end two days after the last', () => {
    const days = daysOfTrail(folder, { fromMs: from, untilMs: until });
    expect(days.startAfter).toBe(`${folder}2026/02/27`);
    expect(key('2026/02/26') > `${days.startAfter}`).toBe(false);
    expect(key('2026/02/27') > `${days.startAfter}`).toBe(true);
    expect(['2026/02/28', '2026/03/01', '2026/03/02'].some((day) => days.isBeyond(key(day)))).toBe(
      false,
    );
    expect(['2026/03/03', '2026/12/01', '2027/01/01'].every((day) => days.isBeyond(key(day)))).toBe(
      true,
    );
  });

  it('are all where the window is open', () => {
    const days = daysOfTrail(folder, { fromMs: null, untilMs: null });
    expect(days.startAfter).toBeNull();
    expect(days.isBeyond(key('9999/12/31'))).toBe(false);
  });

  it('of a name that is no day nothing is said', () => {
    expect(
      daysOfTrail(folder, { fromMs: null, untilMs: until }).isBeyond(`${folder}zzz.json`),
    ).toBe(false);
  });
});
