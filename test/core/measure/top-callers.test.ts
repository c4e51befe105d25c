import { expect, it } from 'vitest';
import { topCallers } from '../../../core/measure/top-callers.ts';

const role = (name: string, calls: number, account = '111122223333') => ({
  principal: `arn:aws:iam::${account}:role/${name}`,
  calls,
});

it('names the twenty that were refused most, and adds up the rest', () => {
  const callers = Array.from({ length: 1000 }, (_, index) => role(`App-${index}`, index + 1));
  const top = topCallers(callers);
  expect(top).toHaveLength(21);
  expect(top[0]).toEqual({ Caller: 'App-999', calls: 1000 });
  expect(top.at(-1)).toEqual({ Caller: 'other', calls: (980 * 981) / 2 });
  expect(top.reduce((sum, { calls }) => sum + calls, 0)).toBe((1000 * 1001) / 2);
});

it('a role of many accounts is one name; users are one, and what is neither is "other"', () => {
  const callers = [
    role('Deploy', 2),
    role('Deploy', 3, '444455556666'),
    { principal: 'arn:aws:iam::111122223333:user/jane', calls: 4 },
    { principal: null, calls: 9 },
  ];
  expect(topCallers(callers)).toEqual([
    { Caller: 'Deploy', calls: 5 },
    { Caller: 'user', calls: 4 },
    { Caller: 'other', calls: 9 },
  ]);
});

it('nobody is nobody', () => expect(topCallers([])).toEqual([]));
