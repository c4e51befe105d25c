import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FILTER_KEYS, readHash, writeHash } from '../../dashboards/page/state.ts';
import { filterLink } from '../../dashboards/report/filter-link.ts';

const text = fc.string({ unit: 'grapheme' });
const state = fc.record({
  filter: fc.dictionary(fc.constantFrom(...FILTER_KEYS), text, { noNullPrototype: true }),
  search: text,
  sort: fc.option(
    fc.record({
      table: fc.constantFrom('routes', 'models'),
      column: fc.nat(20),
      down: fc.boolean(),
    }),
  ),
});

it('an address says what was chosen, whatever it holds', () => {
  fc.assert(
    fc.property(state, (chosen) => {
      const read = readHash(writeHash(chosen));
      const order = (filter: object) => Object.entries(filter).sort();
      expect(order(read?.filter ?? {})).toEqual(order(chosen.filter));
      expect({ ...read, filter: {} }).toEqual({ ...chosen, filter: {} });
    }),
  );
});

it('a link of the page reads as the filter that it was made of', () => {
  const filter = { from: 'a b&c=d#"\'<>', ran: '漢', when: '2026-11-03T09' };
  expect(readHash(filterLink(filter))?.filter).toEqual(filter);
});

it.each([
  ['', { filter: {}, search: '', sort: null }],
  ['#?x=1&sort=routes.1', { filter: {}, search: '', sort: null }],
  ['#findings', null],
])('%j', (hash, read) => {
  expect(readHash(hash)).toEqual(read);
});
