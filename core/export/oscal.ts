import { canonicalJson, sha256Hex } from '../policy/canonical-json.ts';
import { answerOf } from '../report/answer.ts';
import type { AuditReport } from '../report/audit-report.ts';
import { type Item, itemsOf } from './items.ts';
import { nameUuid } from './name-uuid.ts';
import { whenOf } from './when.ts';

const CONTROL = 'bedrock-inference-inside-fence';

/**
 * Assessment results of OSCAL 1.2.1: one observation for each thing found or not looked at, and one
 * finding that is satisfied only where there is none and something was looked at. Its UUIDs follow
 * from the report, so that the same logs give the same bytes.
 */
export function toOscal(report: AuditReport): string {
  const items = itemsOf(report);
  const { period, policy, generator } = report;
  const of = sha256Hex(canonicalJson([policy.sha256, period, answerOf(report).text, items]));
  const observations = items.map((item) => observationOf(item, report, of));
  const start = period.from ?? whenOf({ time: null }, report);
  const end = period.until ?? start;
  const policyUuid = nameUuid('policy', policy.sha256);
  const result = {
    uuid: nameUuid('result', of),
    title: 'Where Amazon Bedrock inference ran',
    description: answerOf(report).text,
    start,
    end,
    'reviewed-controls': {
      'control-selections': [{ 'include-controls': [{ 'control-id': CONTROL }] }],
    },
    ...(observations.length === 0 ? {} : { observations }),
    findings: [findingOf(report, of, observations)],
  };
  const assessment = {
    uuid: nameUuid('assessment-results', of),
    metadata: {
      title: 'Amazon Bedrock inference against its fence',
      'last-modified': end,
      version: generator.version,
      'oscal-version': '1.2.1',
    },
    'import-ap': { href: `#${policyUuid}` },
    results: [result],
    'back-matter': {
      resources: [
        {
          uuid: policyUuid,
          title: 'The resolved policy that every call was judged by',
          props: [{ name: 'sha256', value: policy.sha256 }],
        },
      ],
    },
  };
  return `${JSON.stringify({ 'assessment-results': assessment }, null, 2)}\n`;
}

function observationOf(item: Item, report: AuditReport, of: string) {
  const { kind, id, title, because, accountId, principal, modelId, sourceRegion } = item;
  const { toDo } = item;
  const finding = 'finding' in item ? item.finding : null;
  const named = {
    ...{ kind, 'finding-id': id, account: accountId, principal, model: modelId },
    ...{ 'source-region': sourceRegion, 'inference-region': finding?.inferenceRegion ?? null },
    ...{ basis: finding?.basis ?? null, fence: finding?.fence ?? null },
    ...{ 'event-id': finding?.eventId ?? null, 'time-known': String(item.time !== null) },
  };
  return {
    uuid: nameUuid('observation', of, id),
    title: oneLine(title),
    description: because.trim() === '' ? title : because,
    props: Object.entries(named).flatMap(([name, value]) =>
      value === null || oneLine(value) === '' ? [] : [{ name, value: oneLine(value) }],
    ),
    methods: ['TEST'],
    types: ['finding'],
    collected: whenOf(item, report),
    remarks: toDo,
  };
}

function findingOf(
  report: AuditReport,
  of: string,
  observations: readonly { readonly uuid: string }[],
) {
  const satisfied = observations.length === 0 && report.totals.files > 0;
  return {
    uuid: nameUuid('finding', of),
    title: 'Bedrock inference ran inside its fence',
    description: answerOf(report).text,
    target: {
      type: 'objective-id',
      'target-id': CONTROL,
      status: { state: satisfied ? 'satisfied' : 'not-satisfied' },
    },
    ...(observations.length === 0
      ? {}
      : {
          'related-observations': observations.map(({ uuid }) => ({ 'observation-uuid': uuid })),
        }),
  };
}

/** OSCAL's strings begin and end with what can be seen, and stand on one line. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
