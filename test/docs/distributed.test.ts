import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { estimate } from '../../core/distribute/estimate.ts';
import { partsFor } from '../../core/distribute/part-of.ts';
import { readRunRequest } from '../../core/distribute/run-request.ts';

const page = readFileSync('docs/distributed.md', 'utf8');

it('what runs take is what the program estimates', () => {
  const rows = [...page.matchAll(/^\| ([\d,]+) \| (\d+) (MB|GB) \| (\d+) \| ([\d.]+) \|$/gm)];
  expect(rows.length).toBe(4);
  for (const [, files = '', size, unit, minutes, usd] of rows) {
    const bytes = Number(size) * (unit === 'GB' ? 1e9 : 1e6);
    const work = { files: Number(files.replaceAll(',', '')), bytes, kept: 0, concurrency: 100 };
    const guess = estimate({ ...work, parts: partsFor(bytes) });
    expect(String(Math.ceil(guess.minutes))).toBe(minutes);
    expect(guess.usd.toFixed(2)).toBe(usd);
  }
});

it('the input that it shows is one', () => {
  const [, input = ''] = /```json\n(.*)\n```/.exec(page) ?? [];
  expect(readRunRequest(JSON.parse(input)).kind).toBe('request');
});
