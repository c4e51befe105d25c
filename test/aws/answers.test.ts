import { readFileSync, writeFileSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../core/questions/questions.ts';
import { asDuckDb } from './as-duck-db.ts';
import { ask, type Row } from './ask.ts';
import { findPython } from './emulator/find-python.ts';
import { renderQuestions } from './render-questions.ts';
import { sampleDeployment } from './sample-deployment.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { lookAt } from './world.ts';

const python = await findPython();
const PAGE = 'docs/questions.md';
const GENERATED = /(?<=<!-- questions -->\n\n)[\s\S]*(?=\n\n<!-- \/questions -->)/;

/**
 * Every query, over a day that ingest told of, the hourly run sealed and the settling run settled. The
 * emulator asks DuckDB, which knows no `ignore.malformed.json`: signatures are left out of what it sees.
 */
describe.skipIf(python.kind === 'missing')('every question, over the sample day', () => {
  let watcher: Watcher;
  const answers = new Map<string, readonly Row[]>();
  const answer = (name: string) => answers.get(name) ?? [];

  beforeAll(async () => {
    watcher = await deployWatcher();
    const { s3, bucket } = lookAt(watcher.emulator.endpoint);
    const { evidence, compacted } = await sampleDeployment();
    const put = (Bucket: string, objects: ReadonlyMap<string, Uint8Array>) =>
      Promise.all(
        [...objects].map(([Key, Body]) => s3.send(new PutObjectCommand({ Bucket, Key, Body }))),
      );
    await put(bucket, new Map([...evidence].filter(([key]) => !key.endsWith('.sig'))));
    await put(bucket.replace('-evidence-', '-compacted-'), compacted);
    for (const { name, sql } of QUESTIONS) {
      const place = { endpoint: watcher.emulator.endpoint, region: HOME };
      answers.set(name, await ask(asDuckDb(sql), place));
    }
  });
  afterAll(() => watcher?.stop());

  it.each(QUESTIONS)('$name answers with the columns that it says', ({ name, columns }) => {
    expect(answer(name).length).toBeGreaterThan(0);
    for (const row of answer(name)) expect(Object.keys(row)).toEqual(Object.keys(columns));
  });

  it('the day was looked at, sealed and settled', () => {
    const day = answer('days-looked-at').find((row) => row.day === '2026-11-03');
    expect(day).toMatchObject({ sealed_hours: '24', calls: '351', submissions: '5' });
    expect(day).toMatchObject({ unread_objects: '0', unjudged: '0', apart: '0' });
  });

  it('records were seen from every account that called', () => {
    const records = answer('hours-seen').reduce((sum, { calls }) => sum + Number(calls), 0);
    expect(new Set(answer('hours-seen').map(({ accountid }) => accountid)).size).toBe(3);
    expect(records).toBeGreaterThan(351);
  });

  it('who could call unwatched is listed, and counted', () => {
    expect(answer('callable-not-watched')).toMatchObject([
      { day: '2026-11-03', accountid: '444455556666', region: 'ap-south-1' },
    ]);
    expect(answer('coverage-by-day').map(({ state, pairs }) => [state, pairs])).toEqual([
      ['callable, not watched', '1'],
      ['denied by SCP', '1'],
      ['watched', '2'],
    ]);
  });

  it(`${PAGE} shows these answers; UPDATE_DOCS=1 writes them`, () => {
    const page = readFileSync(PAGE, 'utf8');
    const rendered = renderQuestions(answers);
    if (process.env.UPDATE_DOCS)
      writeFileSync(
        PAGE,
        page.replace(GENERATED, () => rendered),
      );
    else expect(GENERATED.exec(page)?.[0]).toBe(rendered);
  });
});
