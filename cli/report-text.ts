import { cityOf } from '../core/catalog/place.ts';
import { advise } from '../core/report/advise.ts';
import { answerOf } from '../core/report/answer.ts';
import type { AuditReport, RouteCount } from '../core/report/audit-report.ts';
import { type FindingGroup, groupFindings } from '../core/report/group-findings.ts';
import { nameOfAccount, nameOfRole } from '../core/report/names.ts';
import { sayLeftOut } from '../core/report/say-left-out.ts';
import { column, labelled, safe, WIDTH, wrap } from './layout.ts';
import type { Paint } from './terminal.ts';

/** The report for a person at a terminal: 80 columns, the answer first, nothing cut silently. */
export function reportText(report: AuditReport, paint: Paint): string {
  const blocks = [
    headBlock(report),
    answerBlock(report, paint),
    routeBlock(report, paint),
    ...groupFindings(report.findings).map((group, index) =>
      findingBlock(group, index + 1, report, paint),
    ),
    footBlock(report),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function headBlock({ totals, accounts, policy, period }: AuditReport): readonly string[] {
  const fences = policy.fences.map(({ name, mode }) =>
    mode === 'observe' ? `${name} (observe)` : name,
  );
  const when = period.from === null ? [] : [`${period.from} to ${period.until}`];
  return [
    `${totals.files} files, ${totals.records} records, ${accounts.length} accounts`,
    `fences: ${fences.join(', ')}; policy ${policy.sha256.slice(0, 8)}`,
    ...when,
  ].flatMap((line) => wrap(safe(line), WIDTH - 2).map((part) => `  ${part}`));
}

function answerBlock(report: AuditReport, paint: Paint): readonly string[] {
  const { tone, text } = answerOf(report);
  const lines = wrap(text, WIDTH - 6);
  return lines.map((line, index) => `${index === 0 ? '  ' : '      '}${paint(tone, line)}`);
}

function routeBlock({ routes, refusals, findings }: AuditReport, paint: Paint): readonly string[] {
  const served = routes.filter(({ verdict }) => verdict !== 'not-served');
  const rows = served.map((route) => {
    const line = [
      column(cityOf(route.sourceRegion), 16),
      column(route.inferenceRegion === null ? 'unknown' : cityOf(route.inferenceRegion), 16),
      column(isAlarming(route) ? route.verdict.toUpperCase() : route.verdict, 11),
      String(route.calls).padStart(9),
      `  ${route.basis ?? ''}`,
    ].join('');
    return `  ${isAlarming(route) ? paint(route.verdict === 'outside' ? 'alarm' : 'warning', line) : line}`;
  });
  const refused = refusals.reduce((sum, { calls }) => sum + calls, 0);
  const kinds = refusals.map(({ refusal, blockedRegion, calls }) =>
    blockedRegion === null
      ? `${calls} ${refusal}`
      : `${calls} ${refusal} by an SCP that named ${cityOf(blockedRegion)}`,
  );
  const open = findings.filter(({ mayHaveRun }) => mayHaveRun.length > 0).length;
  return [
    ...(rows.length === 0
      ? []
      : [
          paint(
            'quiet',
            `  ${'made in'.padEnd(16)}${'ran in'.padEnd(16)}${'verdict'.padEnd(11)}${'calls'.padStart(9)}  known by`,
          ),
          ...rows,
        ]),
    ...(refused === 0
      ? []
      : wrap(safe(`not served: ${refused} (${kinds.join(', ')})`), WIDTH - 2).map(
          (line) => `  ${line}`,
        )),
    ...(open === 0 ? [] : [`  ${open} named no Region, and their routes do not clear them`]),
  ];
}

function isAlarming({ verdict }: RouteCount): boolean {
  return verdict === 'outside' || verdict === 'undecided';
}

function findingBlock(
  group: FindingGroup,
  number: number,
  report: AuditReport,
  paint: Paint,
): readonly string[] {
  const who = `${nameOfAccount(group.accountId, report)} / ${nameOfRole(group.principal)}`;
  const verdict = `${group.verdict.toUpperCase()} ${group.count}x`;
  const ran =
    group.inferenceRegion === null
      ? 'an unknown Region'
      : `${cityOf(group.inferenceRegion)} (${group.inferenceRegion})`;
  const when =
    group.time === group.lastTime
      ? (group.time ?? 'time not readable')
      : `${group.time} to ${group.lastTime}`;
  const details = [
    group.modelId ?? 'model not named',
    `${cityOf(group.sourceRegion)} (${group.sourceRegion}) -> ${ran}; ${group.client}`,
    `${when}; id ${group.id}`,
    `${group.because}${group.observed ? '; the fence only observes' : ''}`,
    advise(group, report),
  ];
  const tone = group.verdict === 'outside' ? 'alarm' : 'warning';
  const head = paint(tone, `${number} ${verdict}`);
  const width = WIDTH - `  ${number} ${verdict}  `.length;
  return [
    `  ${head}  ${column(who, width)}`.trimEnd(),
    ...details.flatMap((detail) => indented(safe(detail), INDENT)),
  ];
}

const INDENT = 4;

function indented(text: string, indent: number): readonly string[] {
  return wrap(text, WIDTH - indent).map((line) => `${' '.repeat(indent)}${line}`);
}

function footBlock(report: AuditReport): readonly string[] {
  const { alarms, gaps, neverRecorded, period, skipped, totals, unresolvedProfiles } = report;
  const rung = alarms.map(
    ({ id, at, count }) =>
      `${id} ${at === null ? '(time unknown)' : `${at.slice(0, 16)}Z`} (${count})`,
  );
  const exposed =
    totals.exposed === 0
      ? []
      : [`${totals.exposed} calls or jobs may leave the fence, wherever they ran`];
  return [
    ...labelled('Alarms', rung.length === 0 ? 'none would have rung' : rung.join(', ')),
    ...sayLeftOut(period.leftOut).flatMap((text) => labelled('Window', text)),
    ...exposed.flatMap((text) => labelled('Exposed', text)),
    ...gaps.flatMap(({ kind, file, place, problem }) =>
      labelled(GAPS[kind], `${file}${place === null ? '' : `, ${place}`}: ${problem}`),
    ),
    ...neverRecorded.flatMap(({ eventName, count, modelId, sourceRegion, because, accountId }) =>
      labelled(
        'Not visible',
        `${count} ${eventName} from ${cityOf(sourceRegion)}, ${nameOfAccount(accountId, report)}, ${modelId ?? 'no model named'}: Region never recorded; ${because}`,
      ),
    ),
    ...unresolvedProfiles.flatMap(({ modelId, count }) =>
      labelled('Unresolved', `${count} through ${modelId ?? 'no model named'}`),
    ),
    ...skipped.flatMap(({ path, reason }) => labelled('Skipped', `${path}: ${reason}`)),
    ...labelled(
      'Never there',
      'CloudTrail names no Region for batch, async and Data Automation work',
    ),
    ...labelled('Next', nextStep(report)),
  ];
}

const GAPS = {
  file: 'Not read',
  record: 'Not read',
  unrecognised: 'Not known',
  misattributed: 'Not its own',
  unseen: 'Not seen',
} as const satisfies Record<AuditReport['gaps'][number]['kind'], string>;

function nextStep({ findings, gaps }: AuditReport): string {
  if (gaps.length > 0) {
    return 'mend or replace what could not be read, then audit again: until then nothing is proven';
  }
  if (findings.length > 0) {
    return 'ask the owners named above; --format json has every finding with its id';
  }
  return 'keep the answer: --report page.html writes it as a page';
}
