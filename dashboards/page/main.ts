import { enhanceTables } from './enhance-tables.ts';
import { showFilter } from './filter-bar.ts';
import { localTimes } from './local-times.ts';
import { readHash, type State, writeHash } from './state.ts';

/** Makes the tables of a finished page sortable and filters them; the address holds what is chosen. */
const bar = document.querySelector<HTMLElement>('#filter');
const tables = enhanceTables(document, (sort) => go({ ...state, sort }));
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
let state: State = readHash(location.hash) ?? { filter: {}, search: '', sort: null };
let rested: HTMLAnchorElement | null = null;

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
  const link = linkOf(event);
  if (link === null) return;
  event.preventDefault();
  go({ ...state, filter: filterOf(link) });
  if (link.dataset.filter !== undefined) moveTo(link.hash.slice(1));
});

for (const kind of ['pointermove', 'focusin']) addEventListener(kind, (event) => preview(event));
document.documentElement.addEventListener('pointerleave', preview);

/**
 * While the pointer or the focus rests on a link, what it would choose stands out; in a figure the
 * tables below it are filtered too, but not for who wants no motion that was not asked for. A pointer
 * that lies still while the page scrolls under it asks for nothing.
 */
function preview(event: Event): void {
  const link = linkOf(event);
  if (link === rested) return;
  rested = link;
  const filter = link === null ? state.filter : filterOf(link);
  const isFiltering = link?.closest('figure') != null && !stillness.matches;
  show(isFiltering ? { ...state, filter } : state);
  tables.mark({ filter });
}

function linkOf({ target }: Event): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest('a[href^="#?"], a[data-filter]') : null;
}

function filterOf(link: HTMLAnchorElement): State['filter'] {
  const given = link.dataset.filter ?? link.getAttribute('href') ?? '';
  return readHash(given)?.filter ?? {};
}

/** As a link to a place would; the address keeps what is chosen. */
function moveTo(id: string): void {
  const place = document.getElementById(id);
  if (place === null) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView();
}

function go(next: State): void {
  state = next;
  history.replaceState(null, '', writeHash(state));
  apply();
}

function apply(): void {
  rested = null;
  show(state);
}

/** The tables, and what the bar says of them; what is chosen stays. */
function show(wanted: State): void {
  const shown = tables.apply(wanted);
  if (bar !== null) bar.dispatchEvent(new CustomEvent('state', { detail: { state, shown } }));
}
