import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALARMS, WATCHER_BLIND } from '../../core/measure/alarms.ts';

const PARTS = ['What happened', 'What it means', 'First five minutes', 'Contain', 'How it clears'];
const page = readFileSync('docs/runbook.md', 'utf8');
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);
const ids = [...ALARMS, WATCHER_BLIND].map(({ id }) => id);

describe('docs/runbook.md', () => {
  it('has a heading for each alarm, in their order, and no other of that kind', () => {
    expect([...sections.keys()].slice(0, ids.length)).toEqual(ids);
  });

  it.each(ids)('%s says everything, in order', (id) => {
    const section = sections.get(id) ?? '';
    const found = PARTS.map((part) => section.indexOf(`**${part}.**`));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  it.each(['outside', 'denied-attempts'])('%s has a deny statement ready', (id) => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(sections.get(id) ?? '') ?? [];
    const { Version, Statement } = JSON.parse(json);
    expect(Version).toBe('2012-10-17');
    expect(Statement).toHaveLength(1);
    expect(Statement[0]).toMatchObject({ Effect: 'Deny', Resource: '*' });
    expect(Object.values(Statement[0].Condition)[0]).toHaveProperty('aws:PrincipalArn');
  });

  it('leads only to headings that exist', () => {
    const anchors = [...page.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor]) => anchor);
    expect(anchors.length).toBeGreaterThan(10);
    for (const anchor of anchors) expect(sections.has(anchor ?? '')).toBe(true);
  });
});
