import { html } from '../escape-html.ts';
import type { DashboardBody, Widget } from './dashboard.ts';

const COLUMN = 40;
const ROW = 22;
const LETTER = 7.6;

const FILLS = { text: '#f3f4f6', metric: '#e4eefb', alarm: '#fbe9e7', log: '#eaf6ec' } as const;

/** The layout of a dashboard as a picture: each widget where it stands, with its title. */
export function dashboardPicture(name: string, { widgets }: DashboardBody): string {
  const height = Math.max(...widgets.map((widget) => (widget.y + widget.height) * ROW));
  const boxes = widgets.map((widget) => {
    const [x, y] = [widget.x * COLUMN, widget.y * ROW];
    const [width, tall] = [widget.width * COLUMN, widget.height * ROW];
    const most = Math.floor((width - 24) / LETTER);
    return html`<rect x="${x + 3}" y="${y + 3}" width="${width - 6}" height="${tall - 6}" rx="4" fill="${FILLS[widget.type]}" stroke="#c3ccd6"/>
<text x="${x + 14}" y="${y + 24}" font-weight="${widget.type === 'text' ? 400 : 600}">${cut(titleOf(widget), most)}</text>`;
  });
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${24 * COLUMN} ${height}" width="${24 * COLUMN}" height="${height}" font-family="sans-serif" font-size="12.5" fill="#1c2733">
<title>Layout of the ${name} dashboard</title>
<rect width="100%" height="100%" fill="#fff"/>
${boxes}
</svg>
`.html;
}

function titleOf({ type, properties }: Widget): string {
  if (type !== 'text') return String(properties.title);
  const text = String(properties.markdown);
  return /^# (.+)$/m.exec(text)?.[1] ?? 'Meaning, clearing, runbook';
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
