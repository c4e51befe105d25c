/** A text that a system takes: no longer than its limit in code units, visibly cut, and never empty. */
export function shorten(text: string, most: number): string {
  if (text.trim() === '') return '(empty)';
  return text.length <= most
    ? text
    : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
