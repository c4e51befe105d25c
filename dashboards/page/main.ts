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
  const filter = filterOf(event);
  if (filter === null) return;
  event.preventDefault();
  go({ ...state, filter });
});

for (const kind of ['pointerover', 'focusin'])
  addEventListener(kind, (event) => tables.mark({ filter: filterOf(event) ?? state.filter }));

/** The filter of the link that an event is about. */
function filterOf({ target }: Event): State['filter'] | null {
  const link = target instanceof Element ? target.closest('a[href^="#?"]') : null;
  return link === null ? null : (readHash(link.getAttribute('href') ?? '')?.filter ?? null);
}

function go(next: State): void {
  state = next;
  history.replaceState(null, '', writeHash(state));
  apply();
}

function apply(): void {
  const shown = tables.apply(state);
  if (bar !== null) bar.dispatchEvent(new CustomEvent('state', { detail: { state, shown } }));
}
