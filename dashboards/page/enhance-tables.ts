import { addTools } from './add-tools.ts';
import type { Sort, State } from './state.ts';

type Enhanced = {
  readonly id: string;
  readonly heads: readonly HTMLTableCellElement[];
  readonly body: HTMLTableSectionElement;
  /** As they stand in the page. */
  readonly rows: readonly { readonly row: HTMLTableRowElement; readonly text: string }[];
  readonly count: HTMLElement;
};

/** How many rows of the table of findings are shown, and of how many. */
export type Shown = { readonly findings: number; readonly all: number };

/**
 * Makes every table of data sortable, and gives what shows the rows that a state asks for. `mark` lets
 * the arcs and cells of a filter stand out from the others, and touches no row.
 */
export function enhanceTables(page: Document, onSort: (sort: Sort) => void) {
  const tables = [...page.querySelectorAll<HTMLElement>('.data')].flatMap((holder) => {
    const [body] = holder.querySelector('table')?.tBodies ?? [];
    const tools = holder.querySelector<HTMLElement>('.tools');
    if (body === undefined || tools === null) return [];
    const heads = [...holder.querySelectorAll('th')];
    const rows = [...body.rows].map((row) => ({ row, text: lower(row.textContent) }));
    const table: Enhanced = { id: holder.id, heads, body, rows, count: addTools(tools, holder) };
    addSortButtons(table, onSort);
    return [table];
  });
  const marked = [...page.querySelectorAll<HTMLElement | SVGElement>('td[data-from], a.arc')];
  const mark = ({ filter }: Pick<State, 'filter'>) => {
    const isNarrow = Object.keys(filter).length > 0;
    for (const each of marked) {
      each.classList.toggle('picked', isNarrow && matches(each.dataset, filter));
    }
    page.body.classList.toggle('picking', isNarrow);
  };
  return {
    mark,
    apply(state: State): Shown {
      for (const table of tables) showRows(table, state);
      mark(state);
      const findings = tables.find(({ id }) => id === 'finding-rows');
      return {
        findings: findings?.rows.filter(({ row }) => !row.hidden).length ?? 0,
        all: findings?.rows.length ?? 0,
      };
    },
  };
}

function addSortButtons({ id, heads }: Enhanced, onSort: (sort: Sort) => void): void {
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    const first = head.classList.contains('number');
    button.addEventListener('click', () => {
      const down = head.ariaSort === null ? first : head.ariaSort === 'ascending';
      onSort({ table: id, column, down });
    });
  }
}

function showRows(
  { id, heads, body, rows, count }: Enhanced,
  { filter, search, sort }: State,
): void {
  const wanted = lower(search).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    const fits = matches(row.dataset, filter) && wanted.every((word) => text.includes(word));
    row.hidden = !fits;
    shown += Number(fits);
  }
  count.textContent = shown === rows.length ? `${shown}` : `${shown} of ${rows.length}`;
  const own = sort?.table === id ? sort : null;
  for (const [column, head] of heads.entries()) {
    head.ariaSort = own?.column === column ? (own.down ? 'descending' : 'ascending') : null;
  }
  const ordered = own === null ? rows : sorted(rows, own);
  if (ordered.some(({ row }, index) => body.rows[index] !== row)) {
    body.append(...ordered.map(({ row }) => row));
  }
}

function sorted(rows: Enhanced['rows'], { column, down }: Sort): Enhanced['rows'] {
  const keyed = rows.map((each) => ({ each, key: keyOf(each.row.cells[column]) }));
  keyed.sort(({ key: a }, { key: b }) => (down ? compare(b, a) : compare(a, b)));
  return keyed.map(({ each }) => each);
}

function keyOf(cell: HTMLTableCellElement | undefined): string | number {
  const text = cell?.textContent ?? '';
  return cell?.classList.contains('number') ? Number(text.replaceAll(',', '')) : lower(text);
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}

/** A row that says nothing of a key is of every value. */
function matches(data: DOMStringMap, filter: State['filter']): boolean {
  return Object.entries(filter).every(([key, value]) => {
    const own = data[key];
    return own === undefined || (key === 'when' ? own.startsWith(value) : own === value);
  });
}

function lower(text: string | null): string {
  return (text ?? '').toLowerCase();
}
