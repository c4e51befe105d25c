import { enhanceTables } from './enhance-tables.ts';
import { showFilter } from './filter-bar.ts';
import { localTimes } from './local-times.ts';
import { readHash, type State, writeHash } from './state.ts';

/** Makes the tables of a finished page sortable and filters them; the address holds what is chosen. */
const bar = document.querySelector<HTMLElement>('#filter');
const tables = enhanceTables(document, (sort) => go({ ...state, sort }));
let state: State = readHash(location.hash) ?? { filter: {}, search: '', sort: null };

localTimes(document);
if (bar !== null) showFilter(bar, (next) => go({ ...state, ...next }));
apply();

addEventListener('hashchange', () => {
  const next = readHash(location.hash);
  if (next === null) return;
  state = next;
  apply();
});

addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#?"]') : null;
  const chosen = link === null ? null : readHash(link.getAttribute('href') ?? '');
  if (chosen === null) return;
  event.preventDefault();
  go({ ...state, filter: chosen.filter });
});

function go(next: State): void {
  state = next;
  history.replaceState(null, '', writeHash(state));
  apply();
}

function apply(): void {
  const shown = tables.apply(state);
  if (bar !== null) bar.dispatchEvent(new CustomEvent('state', { detail: { state, shown } }));
}
