import type { AuditReport } from '../report/audit-report.ts';
import { nameOfAccount } from '../report/names.ts';
import { type Item, itemsOf } from './items.ts';
import { whenOf } from './when.ts';

/** Severity and compliance status by kind (OCSF 1.8.0, class 2003, read 2026-11-25). */
const GRADES = {
  outside: { severity_id: 4, severity: 'High', status_id: 3, status: 'Fail' },
  undecided: { severity_id: 3, severity: 'Medium', status_id: 2, status: 'Warning' },
  'never-recorded': { severity_id: 3, severity: 'Medium', status_id: 2, status: 'Warning' },
  gap: { severity_id: 3, severity: 'Medium', status_id: 2, status: 'Warning' },
} as const;

/** Compliance Findings of OCSF 1.8.0 with the cloud profile, one a line. */
export function toOcsf(report: AuditReport): string {
  return itemsOf(report)
    .map((item) => `${JSON.stringify(complianceFinding(item, report))}\n`)
    .join('');
}

function complianceFinding(item: Item, report: AuditReport): object {
  const { id, kind, title, because, toDo, accountId, sourceRegion, modelId } = item;
  const { severity_id, severity, status_id, status } = GRADES[kind];
  const { version } = report.generator;
  const account = accountId === null ? {} : { account: accountOf(accountId, report) };
  const region = sourceRegion === null ? {} : { region: sourceRegion };
  return {
    ...{ category_uid: 2, category_name: 'Findings' },
    ...{ class_uid: 2003, class_name: 'Compliance Finding' },
    ...{ activity_id: 1, activity_name: 'Create' },
    ...{ type_uid: 200301, type_name: 'Compliance Finding: Create' },
    time: Date.parse(whenOf(item, report)),
    ...{ severity_id, severity, status_id: 1, status: 'New' },
    message: title,
    metadata: {
      version: '1.8.0',
      profiles: ['cloud'],
      product: { name: 'bedrock-geofence', vendor_name: 'bedrock-geofence', version },
    },
    cloud: { provider: 'AWS', ...region, ...account },
    finding_info: { uid: id, title, desc: because, types: [kind] },
    compliance: {
      ...{ status_id, status, status_detail: because },
      control: 'bedrock-inference-inside-fence',
      standards: [`bedrock-geofence policy ${report.policy.sha256}`],
    },
    resources:
      modelId === null ? [] : [{ type: 'Bedrock model or profile', uid: modelId, ...region }],
    remediation: { desc: toDo },
    unmapped: { time_known: item.time !== null, ...factsOf(item) },
  };
}

function accountOf(uid: string, report: AuditReport) {
  return { uid, name: nameOfAccount(uid, report), type_id: 10, type: 'AWS Account' };
}

function factsOf(item: Item): object {
  if ('work' in item) {
    return { principal: item.principal, event_name: item.work.eventName, count: item.work.count };
  }
  if ('gap' in item) return { ...item.gap };
  const { inferenceRegion, basis, fence, observed, eventId, requestId } = item.finding;
  return {
    ...{ principal: item.principal, inference_region: inferenceRegion, basis, fence, observed },
    ...{ may_have_run: item.finding.mayHaveRun, event_id: eventId, request_id: requestId },
  };
}
