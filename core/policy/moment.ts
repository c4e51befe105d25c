import { readTime } from '../judge/read-time.ts';

/**
 * First or last millisecond of a day (`2026-03-31`, UTC) or instant (ISO 8601); null where there is no
 * such day.
 */
export function momentMs(text: string, end: 'first' | 'last'): number | null {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    return readTime(`${text}T${end === 'first' ? '00:00:00.000' : '23:59:59.999'}Z`);
  }
  return readTime(text.replace(/T(\d\d:\d\d)(?=Z|[+-])/, 'T$1:00'));
}
