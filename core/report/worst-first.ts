import type { Finding } from './audit-report.ts';

/** What ran outside first, then what could not be placed; each by time, those without one last. */
export function worstFirst<F extends Finding>(findings: readonly F[]): readonly F[] {
  const keyed = findings.map((finding) => ({ finding, key: orderOf(finding) }));
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ finding }) => finding);
}

function orderOf({ verdict, time, id }: Finding): string {
  return `${verdict === 'outside' ? 0 : 1} ${time ?? '~'} ${id}`;
}
