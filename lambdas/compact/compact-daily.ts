import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import { hourInKey } from '../../core/prove/clock-hour.ts';
import {
  DAYS_PREFIX,
  dayKeyOf,
  dayOfFacts,
  FACTS_PREFIX,
} from '../../core/questions/compacted-layout.ts';
import { type Day, dayAt } from '../../core/questions/day-of-line.ts';
import type { ObjectFacts } from '../../core/questions/object-facts.ts';
import { readSettledDay, type SettledDay } from '../../core/questions/settled-day.ts';
import { createPolicies } from '../seal/policies.ts';
import { compactDay } from './compact-day.ts';
import { createFacts } from './gather-facts.ts';
import type { CompactPorts } from './ports.ts';

/** Days of writing that are looked through again: an object may be listed late. */
const LOOK_BACK = 3;
const DAY_MS = 86_400_000;

/**
 * What is done each day after evidence was compared with the trail: the calls of each day that is over are
 * settled into one object, and settled again when evidence of the day came since. What is to do is seen from what lies there, so
 * that it may be killed anywhere and run again. Rejects where evidence could not be read, so that an alarm
 * rings; the answers without it stand, and say so.
 */
export async function compactDaily(ports: CompactPorts): Promise<readonly SettledDay[]> {
  const facts = createFacts(ports);
  const policyOf = policiesOf(ports);
  const today = dayAt(ports.now());
  const made: SettledDay[] = [];
  for (const written of daysFrom(await firstDay(ports), today)) {
    const objects = [...(await facts.of(dayAfter(written, -1))), ...(await facts.gather(written))];
    const touched = new Set(objects.flatMap(({ days, near }) => [...days, ...near]));
    for (const day of [...touched].sort()) {
      if (day < written && day < today) await compactIfDue(day, written);
    }
    await facts.keep(written);
  }
  const problems = made.filter(({ unread, unjudged }) => unread + unjudged > 0);
  ports.log({
    ...{ level: problems.length > 0 ? 'WARN' : 'INFO', message: 'compacted' },
    ...{ days: made.length, calls: made.reduce((sum, { calls }) => sum + calls, 0) },
    ...{ daysWithProblems: problems.length },
  });
  const [problem] = problems;
  if (problem !== undefined) throw new Error(describe(problem));
  return made;

  async function compactIfDue(day: Day, written: Day): Promise<void> {
    const its: ObjectFacts[] = [];
    for (const each of daysFrom(dayAfter(day, -1), written)) {
      const near = (await facts.of(each)).filter((object) =>
        [...object.days, ...object.near].includes(day),
      );
      its.push(...near);
    }
    if (!its.some(({ days }) => days.includes(day))) return;
    const before = await settledDay(day);
    const objects = new Set(before?.objects);
    const unread = new Set(before?.unreadObjects);
    const isKnown = ({ key, problem }: ObjectFacts) =>
      (problem === null ? objects : unread).has(key);
    if (before?.unjudged === 0 && its.every(isKnown)) return;
    const earlier = await settledBefore(day);
    const creations = new Map(earlier?.creations.map(({ arn, copyFrom }) => [arn, copyFrom]));
    for (const { arn, copyFrom } of its.flatMap((each) => each.creations)) {
      const other = creations.get(arn);
      if (other === undefined || copyFrom < other) creations.set(arn, copyFrom);
    }
    made.push(await compactDay(day, its, creations, policyOf, ports));
  }

  /** The last day before that has calls: a creation is remembered over days without any. */
  async function settledBefore(day: Day): Promise<SettledDay | null> {
    let last: string | null = null;
    for await (const { key } of ports.compacted.list(DAYS_PREFIX))
      if (key < dayKeyOf(day)) last = key;
    const object = last === null ? null : await ports.compacted.read(last);
    return object === null ? null : readSettledDay(object.bytes);
  }

  async function settledDay(day: Day): Promise<SettledDay | null> {
    const object = await ports.compacted.read(dayKeyOf(day));
    return object === null ? null : readSettledDay(object.bytes);
  }
}

/** The first day of writing that has to be looked through. */
async function firstDay({ evidence, compacted, now }: CompactPorts): Promise<Day> {
  let last: Day | null = null;
  for await (const { key } of compacted.list(FACTS_PREFIX)) last = dayOfFacts(key) ?? last;
  if (last !== null) return dayAfter(last, -LOOK_BACK);
  for await (const { key } of evidence.list('evidence/v1/')) {
    const hour = hourInKey(key);
    if (hour !== null) return hour.slice(0, 10);
  }
  return dayAt(now());
}

/** Null where a policy is not kept as it was: what it judged cannot be settled, and is counted. */
function policiesOf({ evidence }: CompactPorts) {
  const known = new Map<string, ResolvedPolicy | null>();
  return async (sha256: string): Promise<ResolvedPolicy | null> => {
    const found = known.get(sha256);
    if (found !== undefined) return found;
    const object = await evidence.read(`policies/v1/${sha256}.json`);
    const read = async () => (object === null ? null : { ...object, versionId: null });
    const policy = await createPolicies({ read })(sha256).catch(() => null);
    known.set(sha256, policy);
    return policy;
  };
}

function describe({ day, unread, unreadObjects, unjudged }: SettledDay): string {
  return `${day} is not whole: ${unread} objects could not be read (${unreadObjects[0] ?? 'none'}), ${unjudged} lines name a policy that is not kept`;
}

function dayAfter(day: Day, days: number): Day {
  return dayAt(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

function daysFrom(first: Day, last: Day): readonly Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) days.push(day);
  return days;
}
