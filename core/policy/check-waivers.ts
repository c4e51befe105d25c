import { checkScope, checkUnique } from './check-fences.ts';
import { type Draft, entriesOf, fieldBelow, textsOf } from './draft.ts';
import { momentMs } from './moment.ts';
import { isZone, type Places, unknownPlace } from './places.ts';
import type { Problem } from './problem.ts';

/** What is wrong with the waivers beyond their shape. */
export function checkWaivers(file: Draft, places: Places): readonly Problem[] {
  const waivers = entriesOf(file, 'waivers');
  return [
    ...waivers.flatMap((waiver) => [
      ...checkRegions(waiver, places),
      ...checkScope(waiver, places),
      ...checkApprover(waiver),
      ...checkTimes(waiver),
    ]),
    ...checkUnique(waivers, 'id', 'waiver'),
  ];
}

function checkRegions(waiver: Draft, places: Places): Problem[] {
  return textsOf(waiver, 'regions')
    .filter(({ text }) => !places.regions.has(text) && !isZone(text, places))
    .map(({ text, path }) => unknownPlace(text, path, places, 'Region'));
}

function checkApprover(waiver: Draft): Problem[] {
  const { value: owner } = fieldBelow(waiver, 'owner');
  const { value: approver, path } = fieldBelow(waiver, 'approvedBy');
  if (typeof owner !== 'string' || typeof approver !== 'string') return [];
  const normal = (name: string) => name.trim().normalize('NFKC').toLowerCase();
  if (normal(owner) !== normal(approver)) return [];
  return [
    {
      code: 'approver-is-owner',
      path,
      found: JSON.stringify(approver),
      allowed: 'somebody else than the owner',
      fix: 'name who approved the exception',
    },
  ];
}

function checkTimes(waiver: Draft): Problem[] {
  const from = fieldBelow(waiver, 'from');
  const until = fieldBelow(waiver, 'until');
  const problems = [from, until].flatMap(({ value, path }) => {
    const isMoment = typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
    if (!isMoment || momentMs(value, 'first') !== null) return [];
    return [
      {
        code: 'no-such-time',
        path,
        found: JSON.stringify(value),
        allowed: 'a day (2026-03-31) or an instant (2026-03-31T12:00:00Z) that exists',
        fix: 'correct the date',
      },
    ];
  });
  if (typeof from.value !== 'string' || typeof until.value !== 'string') return problems;
  const fromMs = momentMs(from.value, 'first');
  const untilMs = momentMs(until.value, 'last');
  if (fromMs === null || untilMs === null || untilMs >= fromMs) return problems;
  return [
    ...problems,
    {
      code: 'until-before-from',
      path: until.path,
      found: `until ${until.value}, from ${from.value}`,
      allowed: '"until" at or after "from"',
      fix: 'swap or correct them',
    },
  ];
}
