/** What spreadsheets take for the start of a formula (OWASP, CSV injection, read 2026-11-25). */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** The same behind what a spreadsheet of another language takes for the end of a cell: it reads `a;=1` as two. */
const INNER_FORMULA = /([;\t\r\n] ?)(?=[=+\-@＝＋－＠])/g;

/** A cell of RFC 4180 that no spreadsheet takes for a formula: where one would begin stands `'`. */
export function csvCell(value: string | number): string {
  const text = String(value).replace(INNER_FORMULA, "$1'");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
