import { expect, it } from 'vitest';
import { matchesPattern } from '../../../core/watch/matches-pattern.ts';
import type { Match, Pattern } from '../../../core/watch/pattern.ts';

const has = (...matches: Match[]): Pattern => ({ field: matches });

it.each<readonly [string, Pattern, unknown, boolean]>([
  ['a text', has('a'), { field: 'a' }, true],
  ['another text', has('a'), { field: 'b' }, false],
  ['one of several', has('a', 'b'), { field: 'b' }, true],
  ['a value of a list', has('a'), { field: ['x', 'a'] }, true],
  ['no value of a list', has('a'), { field: ['x'] }, false],
  ['a prefix', has({ prefix: 'ab' }), { field: 'abc' }, true],
  ['no prefix', has({ prefix: 'ab' }), { field: 'xab' }, false],
  ['a suffix', has({ suffix: 'bc' }), { field: 'abc' }, true],
  ['no suffix', has({ suffix: 'bc' }), { field: 'bcd' }, false],
  ['a wildcard', has({ wildcard: '*:a-*' }), { field: 'x:a-b' }, true],
  ['no wildcard', has({ wildcard: '*:a-*' }), { field: 'x:b-a' }, false],
  ['anything but a text', has({ 'anything-but': ['a'] }), { field: 'b' }, true],
  ['that text', has({ 'anything-but': ['a'] }), { field: 'a' }, false],
  ['anything but, of a field that is missing', has({ 'anything-but': ['a'] }), {}, false],
  ['anything but a prefix', has({ 'anything-but': { prefix: ['a'] } }), { field: 'b' }, true],
  ['that prefix', has({ 'anything-but': { prefix: ['x', 'a'] } }), { field: 'ab' }, false],
  [
    'anything but a wildcard',
    has({ 'anything-but': { wildcard: ['a*', 'b'] } }),
    { field: 'bc' },
    true,
  ],
  ['that wildcard', has({ 'anything-but': { wildcard: ['a*', 'b'] } }), { field: 'b' }, false],
  ['a field that is there', has({ exists: true }), { field: null }, true],
  ['a field that should be', has({ exists: true }), {}, false],
  ['a field that should not be', has({ exists: false }), { field: 'a' }, false],
  ['a field that is not', has({ exists: false }), {}, true],
  ['an object is no leaf', has({ exists: true }), { field: { a: 1 } }, false],
  ['an empty list is nothing', has({ exists: true }), { field: [] }, false],
  ['a nested field', { a: { b: ['c'] } }, { a: { b: 'c' } }, true],
  ['a nested field of another parent', { a: { b: ['c'] } }, { b: 'c' }, false],
  ['a field of one object in a list', { a: { b: ['c'] } }, { a: [{ b: 'x' }, { b: 'c' }] }, true],
  ['all fields', { a: ['1'], b: ['2'] }, { a: '1', b: '2' }, true],
  ['not all fields', { a: ['1'], b: ['2'] }, { a: '1' }, false],
  ['one of two', { $or: [{ a: ['1'] }, { b: ['2'] }] }, { b: '2' }, true],
  ['none of two', { $or: [{ a: ['1'] }, { b: ['2'] }] }, { b: '1' }, false],
  ['one of two and the rest', { c: ['3'], $or: [{ a: ['1'] }, { b: ['2'] }] }, { b: '2' }, false],
  ['an event that is none', has('a'), null, false],
  ['an inherited field', has({ exists: true }), Object.create({ field: 'a' }), false],
])('%s', (_, pattern, event, matches) => {
  expect(matchesPattern(pattern, event)).toBe(matches);
});
