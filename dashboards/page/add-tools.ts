import { csvCell } from '../../core/export/csv-cell.ts';

/** Gives a table its count and the buttons that take its shown rows elsewhere; gives the count. */
export function addTools(tools: HTMLElement, holder: HTMLElement): HTMLElement {
  const count = document.createElement('span');
  count.className = 'count';
  const title = holder.querySelector('h3')?.textContent ?? holder.id;
  tools.append(
    count,
    button('Copy', `Copy the shown rows of ${title}`, async (self) => {
      const lines = shownCells(holder).map((row) => row.join('\t'));
      await navigator.clipboard.writeText(lines.join('\n'));
      self.textContent = 'Copied';
    }),
    button('CSV', `Save the shown rows of ${title} as CSV`, async () => {
      const lines = shownCells(holder).map((row) => `${row.map(csvCell).join(',')}\r\n`);
      save(`geofence-${holder.id}.csv`, lines.join(''));
    }),
  );
  tools.hidden = false;
  return count;
}

function button(
  text: string,
  label: string,
  work: (self: HTMLButtonElement) => Promise<void>,
): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.ariaLabel = label;
  element.addEventListener('click', () => {
    work(element).catch(() => {
      element.textContent = 'Not allowed here';
    });
  });
  return element;
}

/** Header and shown rows; of a list in a cell its entries alone, by spaces. */
function shownCells(holder: HTMLElement): readonly (readonly string[])[] {
  const rows = [...(holder.querySelector('table')?.rows ?? [])].filter((row) => !row.hidden);
  return rows.map((row) => [...row.cells].map(textOf));
}

function textOf(cell: HTMLTableCellElement): string {
  const entries = [...cell.querySelectorAll('li')].map((entry) => entry.textContent ?? '');
  const text = entries.length > 0 ? entries.join(' ') : (cell.textContent ?? '');
  return text.replace(/\s+/g, ' ').trim();
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
