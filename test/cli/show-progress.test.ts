import { describe, expect, it } from 'vitest';
import { progressText, showProgress } from '../../cli/show-progress.ts';
import { aTerminal } from './audit-files.ts';

const progress = {
  files: 120,
  allFiles: 500,
  bytes: 91_000_000,
  records: 60_000,
  calls: 1204,
  outside: 3,
};

describe('the text', () => {
  it.each([
    [{}, '120 of 500 files, 91 MB, 46 MB/s, 7 s left, 1,204 calls, 3 outside so far'],
    [{ allFiles: null }, '120 files, 91 MB, 46 MB/s, 1,204 calls, 3 outside so far'],
    [{ outside: null }, '120 of 500 files, 91 MB, 46 MB/s, 7 s left, 1,204 calls'],
    [
      { allFiles: 120 },
      '120 of 120 files, 91 MB, 46 MB/s, 0 s left, 1,204 calls, 3 outside so far',
    ],
    [
      { allFiles: 60_000 },
      '120 of 60,000 files, 91 MB, 46 MB/s, 17 min left, 1,204 calls, 3 outside so far',
    ],
    [
      { allFiles: 1e6 },
      '120 of 1,000,000 files, 91 MB, 46 MB/s, 4.6 h left, 1,204 calls, 3 outside so far',
    ],
  ])('%j', (over, text) => expect(progressText({ ...progress, ...over }, 2)).toBe(text));
});

/** What is told in so many seconds of a progress every tenth of a second. */
function told(seconds: number, isInteractive: boolean): readonly string[] {
  let nowMs = 0;
  const lines: string[] = [];
  const { terminal } = aTerminal({
    isInteractive,
    now: () => nowMs,
    err: (text) => void lines.push(text),
  });
  const shown = showProgress(terminal);
  for (; nowMs <= seconds * 1000; nowMs += 100) shown.update(progress);
  shown.done();
  return lines;
}

describe('when it is told', () => {
  it('nothing on what takes less than two seconds', () => {
    expect(told(1.9, true)).toEqual([]);
    expect(told(9.9, false)).toEqual([]);
  });

  it('on a terminal one line, written over and over, and gone at the end', () => {
    const lines = told(4, true);
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.every((line) => line.startsWith('\r\u001b[K') && !line.includes('\n'))).toBe(true);
    expect(lines.at(-1)).toBe('\r\u001b[K');
  });

  it('elsewhere a plain line every ten seconds', () => {
    const lines = told(35, false);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(`  ${progressText(progress, 10)}\n`);
  });
});
