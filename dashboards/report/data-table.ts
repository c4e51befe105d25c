import { type Html, html } from '../escape-html.ts';
import { grouped } from './cells.ts';
import type { Filter } from './filter-link.ts';

/** Rows beyond this stand in the formats for other systems alone. */
const MOST_ROWS = 1000;

type Column = {
  readonly title: string;
  /** Aligned as numbers are. */
  readonly isNumber?: true;
};

export type Row = {
  readonly cells: readonly (Html | string | number)[];
  /** What filters find it by. */
  readonly filter: Filter;
};

type DataTable = {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What is said where there is no row. */
  readonly none: string;
  /** The formats that hold the rows that do not stand in the page. */
  readonly others?: string;
};

/**
 * A table that is whole without a script; with one it can be sorted, searched, filtered, copied and
 * saved. The first 1,000 rows stand in the page, and it says how many more there are.
 */
export function dataTable(table: DataTable): Html {
  const { id, title, columns, rows, none, others = 'json' } = table;
  if (rows.length === 0) return html`<h3>${title}</h3><p class="quiet">${none}</p>`;
  const shown = rows.slice(0, MOST_ROWS);
  const head = columns.map(
    ({ title, isNumber }) =>
      html`<th scope="col" class="${isNumber ? 'number' : 'text'}">${title}</th>`,
  );
  const body = shown.map(
    ({ cells, filter }) =>
      html`<tr${attributesOf(filter)}>${cells.map((cell, index) => html`<td class="${columns[index]?.isNumber ? 'number' : 'text'}">${cell}</td>`)}</tr>`,
  );
  const left = rows.length - shown.length;
  const more = `The first ${grouped(shown.length)} of ${grouped(rows.length)} stand here. ${grouped(left)} more: geofence audit with --format ${others}.`;
  return html`<div class="data" id="${id}"><div class="bar"><h3 id="${id}-title">${title}</h3><span class="tools" hidden=""></span></div>
<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title"><table aria-labelledby="${id}-title"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>
${left === 0 ? '' : html`<p class="quiet">${more}</p>`}</div>`;
}

function attributesOf(filter: Filter): Html {
  return html`${Object.entries(filter).map(([key, value]) => html` data-${key}="${value}"`)}`;
}
