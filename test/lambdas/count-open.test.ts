import { describe, expect, it } from 'vitest';
import { closureKeyOf } from '../../core/prove/closure.ts';
import { closedKeyOf } from '../../core/tell/closed-key.ts';
import { countOpen } from '../../lambdas/seal/count-open.ts';
import { aSealer } from './a-sealer.ts';

const NOW = Date.parse('2026-11-10T12:00:00Z');
const GROUP = 'a'.repeat(64);
const FINDINGS = ['1111111111111111', '2222222222222222'];
const TOLD = `told/v1/date=2026-11-03/${GROUP}.json`;

function aWorld(...closed: readonly string[]) {
  const world = aSealer(NOW);
  const marker = { schema: 'told/1', id: GROUP, hour: '2026-11-03T10', calls: 2 };
  const bytes = Buffer.from(JSON.stringify({ ...marker, findings: FINDINGS }));
  world.put(TOLD, bytes, Date.parse('2026-11-03T10:30:00Z'));
  world.put(closedKeyOf('2026-11-03T10'), Buffer.from('{}'));
  for (const id of closed) world.put(closureKeyOf(id), Buffer.from('{}'));
  return world;
}

describe('what is open', () => {
  it.each<readonly [string, readonly string[], number]>([
    ['what was told, and nothing else that has a marker', [], 1],
    ['nothing, where the group is closed', [GROUP], 0],
    ['nothing, where each of its findings is', FINDINGS, 0],
    ['the group, where one of its findings is not', FINDINGS.slice(0, 1), 1],
    ['the group, where another is closed', ['b'.repeat(64)], 1],
  ])('%s', async (_, closed, groups) => {
    const { ports } = aWorld(...closed);
    expect(await countOpen(ports)).toEqual({ groups, oldestDays: groups === 0 ? 0 : 7 });
  });
});
