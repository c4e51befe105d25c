import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { judgementOf } from '../../../core/prove/evidence-line.ts';
import { glueColumns } from '../../../core/questions/glue-columns.ts';
import { judgementSchema } from '../../../core/questions/judgement.ts';
import { TABLES } from '../../../core/questions/tables.ts';
import { tellGroups } from '../../../core/tell/tell-groups.ts';
import { toldMarker } from '../../../core/tell/told-marker.ts';
import { aFence, judge } from '../judge/judge-records.ts';
import { aCall, aReported, aStream, aSubmission } from '../judge/records.ts';

const columnsOf = (name: string) => TABLES.find((table) => table.name === name)?.columns ?? [];

describe('the columns of a table are the fields of its schema', () => {
  it.each([
    ['evidence', 'evidence-line'],
    ['seals', 'seal'],
  ])('%s', (table, schema) => {
    const path = `docs/schemas/${schema}.schema.json`;
    const { anyOf, properties } = JSON.parse(readFileSync(path, 'utf8'));
    const fields = (anyOf ?? [{ properties }]).flatMap((each: { properties: object }) =>
      Object.keys(each.properties),
    );
    expect(columnsOf(table).map(({ name }) => name)).toEqual([
      ...new Set(fields.map((field: string) => field.toLowerCase())),
    ]);
  });

  it('what was judged of a line has no field that its column has not', () => {
    const records = [aCall(), aReported('us-east-1'), aStream(), aSubmission()];
    for (const judged of judge(records, aFence('eu'))) {
      expect(v.safeParse(judgementSchema, judgementOf(judged)).issues).toBeUndefined();
    }
  });

  it('a marker has no field that its column has not', () => {
    const calls = judge([aReported('us-east-1')], aFence('eu')).flatMap(({ call }) => call ?? []);
    const [group] = tellGroups(calls, Date.UTC(2026, 10, 3, 10));
    const marker: object = JSON.parse(group === undefined ? '{}' : toldMarker(group, 0));
    expect(columnsOf('told').map(({ name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(marker).map((field) => field.toLowerCase())),
    );
    expect(Object.keys(marker).length).toBeGreaterThan(10);
  });
});

describe('a column', () => {
  const all = TABLES.flatMap(({ name: table, columns, partitions }) =>
    columns.map((column) => ({ table, partitions, ...column })),
  );

  it.each(all)('$table.$name is one that the Glue catalog takes', (column) => {
    expect(column.name).toMatch(/^[a-z][a-z0-9]{0,30}$/);
    expect(column.comment).toMatch(/^[^\n]{3,255}$/);
    expect(column.type).toMatch(
      /^(?:string|bigint|boolean|array<[a-z0-9:<>,]+>|struct<[a-z0-9:<>,]+>)$/,
    );
    expect(column.partitions).not.toContain(column.name);
  });

  it('none holds a session, a user agent, an address, a prompt or a response', () => {
    for (const { name } of all) {
      expect(name).not.toMatch(/session|agent|address|sourceip|prompt|response|body|useridentity/);
    }
  });
});

it('a field that nothing describes, and a type that Hive does not know, are refused', () => {
  expect(() => glueColumns(v.object({ bare: v.string() }))).toThrow('describes the field bare');
  const odd = v.object({ odd: v.pipe(v.date(), v.description('A date')) });
  expect(() => glueColumns(odd)).toThrow('no type of Hive for the field odd: date');
});
