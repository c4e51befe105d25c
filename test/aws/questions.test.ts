import { readFileSync } from 'node:fs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closureKeyOf, renderClosure } from '../../core/prove/closure.ts';
import { CALL_QUESTIONS } from '../../core/questions/call-questions.ts';
import { FINDING_QUESTIONS } from '../../core/questions/finding-questions.ts';
import type { Question } from '../../core/questions/question.ts';
import { QUESTIONS } from '../../core/questions/questions.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { isToldGroup } from '../../core/tell/marker.ts';
import { asDuckDb } from './as-duck-db.ts';
import { ask, type Row } from './ask.ts';
import { clientOf } from './emulator/client-of.ts';
import { findPython } from './emulator/find-python.ts';
import { putEvents } from './put-events.ts';
import { sampleEvents } from './sample-events.ts';
import { deployWatcher, HOME, SOURCES, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);

const expected: AuditReport = JSON.parse(readFileSync('samples/expected.json', 'utf8'));
const { totals } = expected;
/** Nothing of an hour that goes on is sealed, and nobody covers a single account. */
const ASKED = [...CALL_QUESTIONS, ...FINDING_QUESTIONS];

/**
 * Queries over what the deployed watcher made of the sample day, against the audit of its logs. The
 * emulator asks DuckDB.
 */
describe.skipIf(python.kind === 'missing')('questions over the sample day, deployed', () => {
  let watcher: Watcher;
  let world: ReturnType<typeof lookAt>;
  const answers = new Map<string, readonly Row[]>();
  const place = () => ({ endpoint: watcher.emulator.endpoint, region: HOME });
  const answer = (name: string) => answers.get(name) ?? [];
  const sum = (name: string, column: string) =>
    answer(name).reduce((all, row) => all + Number(row[column]), 0);
  const invoke = async (part: string) => {
    const command = new InvokeCommand({ FunctionName: `bedrock-geofence-${part}` });
    const { FunctionError, Payload } = await new LambdaClient(clientOf(place())).send(command);
    return FunctionError === undefined ? null : Buffer.from(Payload ?? []).toString();
  };

  const close = (id: string, closes: 'finding' | 'group') =>
    world.s3.send(
      new PutObjectCommand({
        Bucket: world.bucket,
        Key: closureKeyOf(id),
        Body: renderClosure({
          ...{ schema: 'closure/1', id, closes, closed: new Date().toISOString() },
          ...{ by: 'auditor', reason: 'moved to Frankfurt', ticket: null },
        }),
      }),
    );

  beforeAll(async () => {
    watcher = await deployWatcher();
    world = lookAt(watcher.emulator.endpoint);
    const events = await sampleEvents();
    for (const region of SOURCES) {
      const here = events.filter((event) =>
        region === HOME ? event.region !== SOURCES[1] : event.region === region,
      );
      await putEvents(here, { endpoint: watcher.emulator.endpoint, region });
    }
    for (const region of SOURCES) {
      await eventually(
        () => world.waiting('bedrock-geofence-calls', region),
        (count) => count === 0,
      );
    }
    expect(await invoke('compact')).toBeNull();
    for (const { name, sql } of ASKED) answers.set(name, await ask(asDuckDb(sql), place()));
  });
  afterAll(() => watcher?.stop());

  it.each(ASKED)('$name answers with the columns that it says', ({ name, columns }) => {
    expect(answer(name).length).toBeGreaterThan(0);
    for (const row of answer(name)) expect(Object.keys(row)).toEqual(Object.keys(columns));
  });

  it('calls outside by account and month are those of the audit', () => {
    const name = 'calls-outside-by-month';
    for (const column of ['calls', 'outside', 'undecided', 'waived'] as const) {
      expect([column, sum(name, column)]).toEqual([column, totals[column]]);
    }
    expect(sum(name, 'never_recorded')).toBe(1);
    for (const row of answer(name)) {
      const its = expected.findings.filter(({ accountId }) => accountId === row.accountid);
      const of = (verdict: string) => its.filter((finding) => finding.verdict === verdict).length;
      expect([Number(row.outside), Number(row.undecided)]).toEqual([
        of('outside'),
        of('undecided'),
      ]);
      expect(row.month).toBe('2026-11');
    }
  });

  it('waivers used are those of the audit', () => {
    expect(answer('waivers-used').map(({ waiverid }) => waiverid)).toContain('W-7');
    expect(sum('waivers-used', 'calls')).toBe(totals.waived);
  });

  it('exposure is that of the audit', () => {
    const name = 'exposure-by-profile';
    expect(sum(name, 'exposed_calls') + sum(name, 'exposed_submissions')).toBe(totals.exposed);
    expect(sum(name, 'ran_outside')).toBe(totals.outside);
    expect(sum(name, 'unresolved')).toBe(totals.unresolved);
  });

  it('tokens and calls of each route are those of the audit', () => {
    const name = 'tokens-by-route';
    const byRoute = new Map<string, number[]>();
    for (const route of expected.routes) {
      if (route.verdict === 'not-served') continue;
      const key = `${route.sourceRegion} ${route.inferenceRegion}`;
      const [calls = 0, input = 0, output = 0] = byRoute.get(key) ?? [];
      byRoute.set(key, [
        calls + route.calls,
        input + route.inputTokens,
        output + route.outputTokens,
      ]);
    }
    const asked = new Map<string, number[]>();
    for (const row of answer(name)) {
      const key = `${row.sourceregion} ${row.inferenceregion}`;
      const [calls = 0, input = 0, output = 0] = asked.get(key) ?? [];
      asked.set(key, [
        calls + Number(row.calls),
        input + Number(row.input_tokens),
        output + Number(row.output_tokens),
      ]);
    }
    expect(asked).toEqual(byRoute);
  });

  it('findings are those of the audit, each with the objects that prove it', async () => {
    const rows = answer('findings');
    expect(rows).toHaveLength(expected.findings.length);
    const keys = await world.keys('evidence/');
    for (const { objects } of rows) {
      const named = String(objects).match(/evidence\/v1\/[^\s',\]]+/g) ?? [];
      expect(named.length).toBeGreaterThan(0);
      expect(keys).toEqual(expect.arrayContaining(named));
    }
  });

  it('what was told is open until it is closed, as a group or one by one', async () => {
    const open = answer('open-findings');
    const told = (await world.keys('told/')).filter(isToldGroup);
    expect(open).toHaveLength(told.length);
    const [group, other] = open.toSorted((a, b) => Number(b.calls) - Number(a.calls));
    const marker = JSON.parse(
      String(await world.read(told.find((key) => key.includes(String(other?.id))) ?? '')),
    );
    await close(String(group?.id), 'group');
    await close(marker.findings[0], 'finding');
    const still = await ask(asDuckDb(question('open-findings').sql), place());
    const left = still.find(({ id }) => id === other?.id);
    expect(still.map(({ id }) => id)).not.toContain(group?.id);
    expect(Number(left?.open_calls ?? 0)).toBe(Number(other?.calls) - 1);
    const findings = await ask(asDuckDb(question('findings').sql), place());
    expect(findings.filter(({ closed }) => closed !== null).length).toBeGreaterThan(1);
  });
});

function question(name: string): Question {
  const found = QUESTIONS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`nobody asks ${name}`);
  return found;
}
