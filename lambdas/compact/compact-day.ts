import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { compareTexts } from '../../core/judge/compare-texts.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { ReadEvidenceLine } from '../../core/prove/read-evidence-line.ts';
import { dayKeyOf, settledKeyOf } from '../../core/questions/compacted-layout.ts';
import type { Day } from '../../core/questions/day-of-line.ts';
import type { ObjectFacts } from '../../core/questions/object-facts.ts';
import { createDay } from '../../core/questions/settle-day.ts';
import { renderSettledDay, type SettledDay } from '../../core/questions/settled-day.ts';
import type { SettledLine } from '../../core/questions/settled-line.ts';
import { createSplit } from '../../core/questions/split-day.ts';
import type { CompactPorts } from './ports.ts';
import { readObject } from './read-object.ts';

/** Lines that are packed at once, those of one object side by side: their names are most of what does not pack. */
const BATCH = 20_000;

/**
 * Settles a day from the objects that may hold lines of it, and replaces its copy: first the calls, then
 * what they were settled from. Killed between the two, it is done again.
 */
export async function compactDay(
  day: Day,
  objects: readonly ObjectFacts[],
  creations: ReadonlyMap<string, string>,
  policyOf: (sha256: string) => Promise<ResolvedPolicy | null>,
  ports: CompactPorts,
): Promise<SettledDay> {
  const readable = objects.filter(({ problem }) => problem === null);
  const lines = readable.reduce((sum, facts) => sum + facts.lines, 0);
  const split = createSplit(lines, new Set(readable.flatMap(({ corrects }) => corrects)));
  const sum = { calls: 0, submissions: 0, records: 0, unreadable: 0, unjudged: 0, apart: 0 };
  const unread = new Set(objects.filter(({ problem }) => problem !== null).map(({ key }) => key));

  if (split.mustSee) {
    await eachLine((line) => {
      if (line.kind === 'line' && 'line' in line.reading) split.see(line.reading.line);
    });
  }
  const packed: Buffer[] = [];
  await pipeline(settled, createGzip(), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) packed.push(chunk);
  });
  await ports.compacted.put(settledKeyOf(day), Buffer.concat(packed));
  const made: SettledDay = {
    schema: 'settled-day/1',
    day,
    made: new Date(ports.now()).toISOString(),
    ...sum,
    unread: unread.size,
    unreadObjects: [...unread].sort(),
    objects: readable.flatMap(({ key }) => (unread.has(key) ? [] : key)).sort(),
    creations: [...creations].sort().map(([arn, copyFrom]) => ({ arn, copyFrom })),
  };
  await ports.compacted.put(dayKeyOf(day), Buffer.from(renderSettledDay(made)));
  return made;

  async function* settled(): AsyncGenerator<string> {
    for (let part = 0; part < split.parts; part += 1) {
      const its = createDay(day);
      await eachLine(async (line, object) => {
        if (line.kind === 'bad') {
          if (part === 0) sum.unreadable += 1;
        } else if ('line' in line.reading) {
          if (!its.wants(line.reading.line, object)) return;
          if (split.partOf(line.reading.line) !== part) return;
          const sha256 = line.policySha256 ?? '';
          const policy = await policyOf(sha256);
          if (policy === null) sum.unjudged += 1;
          else its.add(line.reading.line, { object, sha256, policy });
        } else if (part === 0 && line.reading.corrects !== null) {
          its.addStray(line.reading.corrects, object);
        }
      });
      let batch: SettledLine[] = [];
      for (const line of its.settle(creations)) {
        batch.push(line);
        if (batch.length < BATCH) continue;
        yield textOf(batch);
        batch = [];
      }
      yield textOf(batch);
      for (const name of ['calls', 'submissions', 'records', 'apart'] as const) {
        sum[name] += its.counts[name];
      }
    }
  }

  async function eachLine(
    take: (line: ReadEvidenceLine, object: string) => void | Promise<void>,
  ): Promise<void> {
    for (const { key } of readable) {
      const read = await readObject(ports.evidence, key);
      if (read.kind === 'unreadable') unread.add(key);
      else for (const line of read.lines) await take(line, key);
    }
  }
}

function textOf(lines: readonly SettledLine[]): string {
  const keyed = lines.map((line) => ({ line, key: `${line.objects[0]} ${line.time} ${line.id}` }));
  return keyed
    .sort((a, b) => compareTexts(a.key, b.key))
    .map(({ line }) => `${JSON.stringify(line)}\n`)
    .join('');
}
