import { fieldOf } from '../../core/judge/json-fields.ts';
import { CLOSURES_PREFIX, closureKeyOf } from '../../core/prove/closure.ts';
import { isToldGroup } from '../../core/tell/marker.ts';
import type { SealPorts } from './ports.ts';

/** What people were told and nobody has ended. */
export type OpenFindings = {
  /** Groups of findings that were told together. */
  readonly groups: number;
  /** Since when the oldest of them is open; 0 where there is none. */
  readonly oldestDays: number;
};

const DAY_MS = 86_400_000;

/** A group is open until it is closed, or each of its findings is. */
export async function countOpen({
  list,
  read,
  now,
}: Pick<SealPorts, 'list' | 'read' | 'now'>): Promise<OpenFindings> {
  const closed = new Set<string>();
  for await (const { key } of list(CLOSURES_PREFIX)) closed.add(key);
  const someFindings = [...closed].some(
    (key) => key.length === closureKeyOf('0'.repeat(16)).length,
  );
  let groups = 0;
  let oldestMs = now();
  for await (const { key, writtenMs } of list('told/v1/')) {
    if (!isToldGroup(key) || closed.has(closureKeyOf(key.slice(-69, -5)))) continue;
    if (someFindings && (await areAllClosed(key))) continue;
    groups += 1;
    oldestMs = Math.min(oldestMs, writtenMs);
  }
  return { groups, oldestDays: Math.floor((now() - oldestMs) / DAY_MS) };

  async function areAllClosed(key: string): Promise<boolean> {
    const object = await read(key);
    if (object === null) return false;
    const marker: unknown = JSON.parse(Buffer.from(object.bytes).toString('utf8'));
    const findings = fieldOf(marker, 'findings');
    if (!Array.isArray(findings) || findings.length !== fieldOf(marker, 'calls')) return false;
    return findings.every((id) => closed.has(closureKeyOf(String(id))));
  }
}
