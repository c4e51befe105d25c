import type { DashboardBody, Widget } from './dashboard.ts';

/** What a dashboard shows, as a Markdown table: place on the grid, title, and where its numbers come from. */
export function dashboardTable({ widgets }: DashboardBody): string {
  const rows = widgets.map((widget) => {
    const { x, y, width, height } = widget;
    return `| ${y}, ${x} | ${width} x ${height} | ${titleOf(widget)} | ${shows(widget)} |`;
  });
  return ['| row, column | size | widget | shows |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function titleOf({ type, properties }: Widget): string {
  if (type !== 'text') return String(properties.title);
  const heading = /^# (.+)$/m.exec(String(properties.markdown))?.[1];
  return heading === undefined ? 'a note' : `*${heading}*`;
}

function shows({ type, properties }: Widget): string {
  if (type === 'text') return 'text';
  if (type === 'log') return 'lines of a log';
  if (type === 'alarm') return `the state of ${(properties.alarms as unknown[]).length} alarms`;
  const names = (properties.metrics as unknown[][]).map(([first, name]) =>
    typeof first === 'string' ? `\`${name}\`` : 'a search or a sum',
  );
  return [...new Set(names)].join(', ');
}
