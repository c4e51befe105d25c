import { gzipSync } from 'node:zlib';
import { hourInKey } from '../../core/prove/clock-hour.ts';
import { factsKeyOf } from '../../core/questions/compacted-layout.ts';
import type { Day } from '../../core/questions/day-of-line.ts';
import {
  type ObjectFacts,
  objectFacts,
  readObjectFacts,
  renderObjectFacts,
  unreadObject,
} from '../../core/questions/object-facts.ts';
import { unzip } from '../../io/unzip.ts';
import type { CompactPorts } from './ports.ts';
import { readObject } from './read-object.ts';

/**
 * What the objects of evidence are about that were written in a day: each is read once, and remembered.
 * One that could not be read is tried again each time.
 */
export function createFacts({ evidence, compacted }: CompactPorts) {
  const known = new Map<Day, readonly ObjectFacts[]>();
  return {
    /** As they were remembered last; looked at anew where nobody did, or what was remembered is damaged. */
    async of(day: Day): Promise<readonly ObjectFacts[]> {
      const facts = known.get(day) ?? (await load(day)) ?? (await gather(day));
      known.set(day, facts);
      return facts;
    },
    gather,
    /** Remembers what was gathered, where it is not what was remembered before. */
    async keep(day: Day): Promise<void> {
      const text = renderObjectFacts(known.get(day) ?? []);
      if (text === renderObjectFacts((await load(day)) ?? [])) return;
      await compacted.put(factsKeyOf(day), gzipSync(text));
    },
  };

  /** Looks at what is new in the day. */
  async function gather(day: Day): Promise<readonly ObjectFacts[]> {
    const before = (await load(day)) ?? [];
    const read = new Map(
      before.filter(({ problem }) => problem === null).map((facts) => [facts.key, facts]),
    );
    const facts: ObjectFacts[] = [];
    for await (const { key } of evidence.list(`evidence/v1/date=${day}/`)) {
      facts.push(read.get(key) ?? (await look(key, day)));
    }
    known.set(day, facts);
    return facts;
  }

  /** Null where nobody looked, or where what was remembered cannot be read. */
  async function load(day: Day): Promise<readonly ObjectFacts[] | null> {
    const object = await compacted.read(factsKeyOf(day));
    const unzipped = object === null ? null : unzip(object.bytes);
    return unzipped?.kind === 'bytes' ? readObjectFacts(unzipped.bytes) : null;
  }

  async function look(key: string, day: Day): Promise<ObjectFacts> {
    if (hourInKey(key) === null) return unreadObject(key, day, 'its name holds no hour');
    const read = await readObject(evidence, key);
    return read.kind === 'lines'
      ? objectFacts(key, read.lines)
      : unreadObject(key, day, read.problem);
  }
}
