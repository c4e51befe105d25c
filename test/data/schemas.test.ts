import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../core/policy/parse-policy.ts';
import { renderSchemas } from '../../data/render-schemas.ts';
import { auditFiles } from '../cli/audit-files.ts';

type Json = Record<string, unknown>;
type ObjectSchema = {
  readonly required: readonly string[];
  readonly properties: Json;
  readonly additionalProperties: boolean;
};

const readJson = (path: string): Json => JSON.parse(readFileSync(path, 'utf8'));
const policySchema = readJson('docs/schemas/geofence.schema.json');
const reportSchema = readJson('docs/schemas/audit-report.schema.json');
const sample = readJson('samples/geofence.json');

const problemsBy = (schema: Json) => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
  return (value: unknown) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, keyword, params }) =>
            `${instancePath} ${keyword} ${Object.values(params).join()}`,
        );
};

it.each(renderSchemas())('%s is made from the code, in draft 07', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(JSON.parse(text)).toHaveProperty('$schema', 'http://json-schema.org/draft-07/schema#');
});

describe('the schema of the policy', () => {
  const problems = problemsBy(policySchema);
  const fence = { name: 'a', allow: ['eu'] };
  const waiver = {
    id: 'W-1',
    regions: ['us-east-1'],
    reason: 'a',
    owner: 'b',
    approvedBy: 'c',
    ticket: 'd',
    from: '2026-10-01',
    until: '2026-10-31T10:00:00.5+01:00',
  };

  it.each<readonly [string, Json]>([
    ['the sample', sample],
    ['the smallest', { fences: [fence] }],
    ['a waiver', { $schema: './geofence.schema.json', fences: [fence], waivers: [waiver] }],
    [
      'extras',
      {
        fences: [{ ...fence, deny: ['eu-west-1'], mode: 'observe', scope: { models: ['a*'] } }],
        catalog: {
          regions: [{ code: 'eu-north-9', country: 'SE', city: 'x', partition: 'aws' }],
          zones: [{ parent: 'eu-west-1', metro: 'dub', country: 'IE' }],
          profiles: [{ id: 'a', modelId: 'b', routes: { 'eu-west-1': ['eu-west-1'] } }],
        },
      },
    ],
  ])('accepts %s, as the program does', (_, file) => {
    expect(problems(file)).toEqual([]);
    expect(parsePolicy(JSON.stringify(file)).kind).toBe('policy');
  });

  it.each<readonly [string, unknown, string]>([
    ['no fences', {}, ' required fences'],
    ['an empty list of fences', { fences: [] }, '/fences minItems 1'],
    ['a list', [], ' type object'],
    ['an unknown key', { ...sample, fence: 1 }, ' additionalProperties fence'],
    ['one in a fence', { fences: [{ ...fence, alow: 1 }] }, '/fences/0 additionalProperties alow'],
    [
      'one in a scope',
      { fences: [{ ...fence, scope: { account: 1 } }] },
      '/fences/0/scope additionalProperties account',
    ],
    [
      'one in a waiver',
      { fences: [fence], waivers: [{ ...waiver, x: 1 }] },
      '/waivers/0 additionalProperties x',
    ],
    ...Object.keys(waiver).map(
      (key) =>
        [
          `a waiver without ${key}`,
          { fences: [fence], waivers: [{ ...waiver, [key]: undefined }] },
          `/waivers/0 required ${key}`,
        ] as const,
    ),
    ['a fence without allow', { fences: [{ name: 'a' }] }, '/fences/0 required allow'],
    ['an empty allow', { fences: [{ ...fence, allow: [] }] }, '/fences/0/allow minItems 1'],
    ['an empty name', { fences: [{ ...fence, name: ' ' }] }, '/fences/0/name pattern \\S'],
    ['a list for a scope', { fences: [{ ...fence, scope: [] }] }, '/fences/0/scope type object'],
    [
      'another mode',
      { fences: [{ ...fence, mode: 'warn' }] },
      '/fences/0/mode enum enforce,observe',
    ],
    [
      'an account of 11 digits',
      { fences: [{ ...fence, scope: { accounts: ['11112222333'] } }] },
      '/fences/0/scope/accounts/0 pattern ^\\d{12}$',
    ],
    [
      'a date in words',
      { fences: [fence], waivers: [{ ...waiver, until: 'soon' }] },
      '/waivers/0/until pattern',
    ],
  ])('refuses %s, as the program does', (_, file, problem) => {
    const text = JSON.stringify(file);
    const found = problems(JSON.parse(text));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
    expect(parsePolicy(text).kind).toBe('problems');
  });
});

describe('the schema of the report', async () => {
  const problems = problemsBy(reportSchema);
  const { report } = await auditFiles(['samples/trail'], [], { policy: 'samples/geofence.json' });
  if (report === null) throw new Error('no report of the sample day');

  it('takes the report of the sample day, which has something of everything', () => {
    expect(problems(report)).toEqual([]);
    const empty = Object.entries(report).filter(
      ([, part]) => Array.isArray(part) && part.length === 0,
    );
    expect(empty.map(([name]) => name)).toEqual(['skipped']);
  });

  it('takes the report of nothing', async () => {
    const nothing = await auditFiles(['samples/nothing'], ['eu']);
    expect(nothing.report).not.toBeNull();
    expect(problems(nothing.report)).toEqual([]);
  });

  it('totals are 17 keys, in the schema and in the report', () => {
    expect(Object.keys(report.totals)).toHaveLength(17);
    const { properties } = reportSchema as { properties: { totals: ObjectSchema } };
    const { totals } = properties;
    expect(totals.required.toSorted()).toEqual(Object.keys(report.totals).sort());
    expect(Object.keys(totals.properties)).toHaveLength(17);
    expect(totals.additionalProperties).toBe(false);
  });

  const [finding] = report.findings;
  it.each<readonly [string, Json, string]>([
    ['an extra key', { ...report, extra: 1 }, ' additionalProperties extra'],
    [
      'an extra total',
      { ...report, totals: { ...report.totals, extra: 1 } },
      '/totals additionalProperties extra',
    ],
    [
      'an extra key in a finding',
      { ...report, findings: [{ ...finding, extra: 1 }] },
      '/findings/0 additionalProperties extra',
    ],
    [
      'a total that is missing',
      { ...report, totals: { ...report.totals, calls: undefined } },
      '/totals required calls',
    ],
    [
      'half a call',
      { ...report, totals: { ...report.totals, calls: 0.5 } },
      '/totals/calls type integer',
    ],
    [
      'fewer than no calls',
      { ...report, totals: { ...report.totals, calls: -1 } },
      '/totals/calls minimum',
    ],
    [
      'a finding that is inside',
      { ...report, findings: [{ ...finding, verdict: 'inside' }] },
      '/findings/0/verdict enum',
    ],
    ['another version', { ...report, schemaVersion: 2 }, '/schemaVersion const 1'],
  ])('refuses %s', (_, wrong, problem) => {
    const found = problems(JSON.parse(JSON.stringify(wrong)));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });

  it.each(Object.keys(report))('refuses a report without %s', (key) => {
    const rest = Object.fromEntries(Object.entries(report).filter(([name]) => name !== key));
    expect(problems(rest)).toEqual([` required ${key}`]);
  });
});
