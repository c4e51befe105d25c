import { type AuditOptions, audit } from '../../cli/audit.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';

/** A terminal that remembers. */
export function aTerminal(over: Partial<Terminal> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    isInteractive: false,
    paint: (_, text) => text,
    signal: new AbortController().signal,
    now: () => 0,
    ...over,
  };
  return { terminal, out: () => out.join(''), err: () => err.join('') };
}

/** Runs `geofence audit --format json` in this process. */
export async function auditFiles(
  paths: readonly string[],
  allow: readonly string[],
  over: Partial<AuditOptions> = {},
) {
  const { terminal, out, err } = aTerminal();
  const exit = await audit(paths, { allow, format: 'json', ...over }, '0.0.0', terminal);
  const text = out();
  return { exit, text, err: err(), report: text === '' ? null : (JSON.parse(text) as AuditReport) };
}
