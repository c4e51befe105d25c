import type { Shown } from './enhance-tables.ts';
import type { State } from './state.ts';

const WORDS: Readonly<Record<string, string>> = {
  from: 'made in',
  ran: 'ran in',
  verdict: 'verdict',
  when: 'time',
  account: 'account',
  role: 'role',
  model: 'model',
};

/** The bar with the search field, and a button for each thing that is chosen which takes it back. */
export function showFilter(bar: HTMLElement, change: (next: Partial<State>) => void): void {
  const search = bar.querySelector('input');
  const chips = bar.querySelector<HTMLElement>('.chips');
  const said = bar.querySelector<HTMLElement>('[role=status]');
  if (search === null || chips === null || said === null) return;
  let chosen: State | null = null;
  bar.hidden = false;
  search.addEventListener('input', () => change({ search: search.value }));
  bar.addEventListener('state', (event) => {
    const { state, shown } = (event as CustomEvent<{ state: State; shown: Shown }>).detail;
    if (search.value !== state.search) search.value = state.search;
    if (chosen !== state) chips.replaceChildren(...chipsOf(state, change));
    chosen = state;
    const all = `${shown.all} ${shown.all === 1 ? 'finding' : 'findings'} on this page`;
    said.textContent = shown.findings < shown.all ? `${shown.findings} of ${all}` : all;
  });
}

function chipsOf({ filter, search }: State, change: (next: Partial<State>) => void) {
  const chips = Object.entries(filter).map(([key, value]) => {
    const { [key]: _, ...rest } = filter;
    const label = `${WORDS[key] ?? key}: ${value}`;
    return chip(`${label} ×`, `Take back ${label}`, () => change({ filter: rest }));
  });
  if (chips.length + Number(search !== '') < 2) return chips;
  return [...chips, chip('Show all', 'Show everything', () => change({ filter: {}, search: '' }))];
}

function chip(text: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'chip';
  button.textContent = text;
  button.ariaLabel = label;
  button.addEventListener('click', onClick);
  return button;
}
