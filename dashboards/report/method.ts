import { EVENT_IDS_SHOWN } from '../../core/measure/keep-least.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { type Html, html } from '../escape-html.ts';
import { grouped } from './cells.ts';

/** How each Region is known, and what no log can tell. */
export function methodSection({ totals, policy, generator }: AuditReport): Html {
  return html`<section id="method" aria-labelledby="method-title"><h2 id="method-title">Method and limits</h2>
<dl class="method">
<div><dt>Read</dt><dd>${grouped(totals.files)} ${totals.files === 1 ? 'file' : 'files'}, ${grouped(totals.records)} records, ${grouped(totals.duplicates)} of them copies</dd></div>
<div><dt>Judged by</dt><dd>bedrock-geofence ${generator.version}, policy <code>${policy.sha256}</code>, catalog of ${policy.catalogDate}</dd></div>
<div><dt>reported</dt><dd>CloudTrail's record of the call names the Region that served it</dd></div>
<div><dt>completion</dt><dd>the second record of a stream names it (${grouped(totals.completions)} calls)</dd></div>
<div><dt>assumed-source</dt><dd>CloudTrail names the Region only where it differs from the source: silence means the source where it can mean nothing else, or every Region that the call may use gives the same answer</dd></div>
<div><dt>unknown</dt><dd>nothing names it and it may have left (${grouped(totals.openStreams)} streams were settled by their routes alone)</dd></div>
<div id="all-records"><dt>Records</dt><dd>behind a count stand its event ids, at most ${EVENT_IDS_SHOWN}. Those of every call and job stand in the evidence that <code>geofence audit --evidence &lt;folder&gt;</code> writes of the same logs; those of every finding in its <code>--format csv</code>, <code>jsonl</code> and <code>json</code>. <code>geofence explain &lt;id&gt; &lt;logs&gt;</code> tells all of one</dd></div>
</dl>
<p class="quiet">CloudTrail names no Region for batch, asynchronous and Data Automation work. Where a prompt was stored, as opposed to processed, is in no log. Geographies are engineering shorthand, not legal advice.</p></section>`;
}
