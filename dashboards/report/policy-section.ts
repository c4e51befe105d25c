import type { AuditReport } from '../../core/report/audit-report.ts';
import { type Html, html } from '../escape-html.ts';
import { grouped, place, records, time } from './cells.ts';
import { dataTable } from './data-table.ts';

/** Waivers and what they excused, refusals, and the alarms that would have rung. */
export function policySection({ policy, refusals, alarms }: AuditReport): Html {
  return html`<section id="waivers" aria-labelledby="waivers-title"><h2 id="waivers-title">Waivers, refusals, alarms</h2>
${dataTable({
  id: 'waiver-rows',
  title: 'Waivers',
  none: 'The policy has none.',
  columns: [
    { title: 'Waiver' },
    { title: 'Reason' },
    { title: 'Owner' },
    { title: 'Approved by' },
    { title: 'Ticket' },
    { title: 'Regions' },
    { title: 'From' },
    { title: 'Until' },
    { title: 'Calls', isNumber: true },
    { title: 'Records' },
  ],
  rows: policy.waivers.map((waiver) => ({
    cells: [
      ...[waiver.id, waiver.reason, waiver.owner, waiver.approvedBy, waiver.ticket],
      ...[waiver.regions.join(', '), time(waiver.from), time(waiver.until)],
      ...[
        grouped(waiver.calls),
        waiver.calls === 0 ? 'not used' : records(waiver.eventIds, waiver.calls),
      ],
    ],
    filter: {},
  })),
})}
${dataTable({
  id: 'refusals',
  title: 'Refused: nothing ran',
  none: 'None.',
  columns: [
    { title: 'Kind' },
    { title: 'Region that a policy named' },
    { title: 'Calls', isNumber: true },
    { title: 'Records' },
  ],
  rows: refusals.map(({ refusal, blockedRegion, calls, eventIds }) => ({
    cells: [
      refusal,
      blockedRegion === null ? '' : place(blockedRegion),
      grouped(calls),
      records(eventIds, calls),
    ],
    filter: {},
  })),
})}
${dataTable({
  id: 'alarms',
  title: 'Alarms that would have rung',
  none: 'None.',
  columns: [
    { title: 'Alarm' },
    { title: 'Severity' },
    { title: 'First (UTC)' },
    { title: 'Count', isNumber: true },
    { title: 'Why' },
    { title: 'Records' },
  ],
  rows: alarms.map(({ id, severity, at, count, because }) => ({
    cells: [id, severity, time(at), grouped(count), because, behind(id)],
    filter: {},
  })),
})}</section>`;
}

/** Where the page has what rang an alarm. */
const BEHIND: ReadonlyMap<string, string> = new Map([
  ['outside', 'findings'],
  ['undecided', 'findings'],
  ['exposure', 'exposure'],
  ['unreadable', 'gaps'],
  ['unrecognised', 'gaps'],
  ['misattributed', 'gaps'],
  ['denied-attempts', 'waivers'],
  ['waiver-ending', 'waivers'],
]);

function behind(id: string): Html | string {
  const place = BEHIND.get(id);
  return place === undefined ? '' : html`<a href="#${place}">see ${place}</a>`;
}
