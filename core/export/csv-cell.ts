/** What spreadsheets take for the start of a formula (OWASP, CSV injection, read 2026-11-25). */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/;

/** A cell of RFC 4180 that no spreadsheet takes for a formula: such a one begins with `'`. */
export function csvCell(value: string | number): string {
  const text = String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
