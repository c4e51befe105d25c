import type { AuditReport } from '../report/audit-report.ts';
import { nameOfAccount, nameOfRole } from '../report/names.ts';
import { type Item, itemsOf } from './items.ts';
import { shorten } from './shorten.ts';
import { whenOf } from './when.ts';

/** The Security Hub that takes the findings: it takes those of its own account alone. */
export type Hub = { readonly account: string; readonly region: string; readonly partition: string };

/** BatchImportFindings takes at most 100 (Security Hub API, read 2026-11-23). */
const BATCH = 100;

const SEVERITY = {
  outside: 'HIGH',
  undecided: 'MEDIUM',
  'never-recorded': 'MEDIUM',
  gap: 'MEDIUM',
} as const;

/**
 * Requests for BatchImportFindings, one a line. They hold what is of the hub's account, and what names
 * no account; `left` counts what is of others.
 */
export function toAsff(
  report: AuditReport,
  hub: Hub,
): { readonly text: string; readonly left: number } {
  const items = itemsOf(report);
  const own = items.filter(({ accountId }) => accountId === null || accountId === hub.account);
  const batches = Array.from({ length: Math.ceil(own.length / BATCH) }, (_, index) =>
    own.slice(index * BATCH, (index + 1) * BATCH),
  );
  const lines = batches.map((batch) => {
    const Findings = batch.map((item) => securityFinding(item, report, hub));
    return `${JSON.stringify({ Findings })}\n`;
  });
  return { text: lines.join(''), left: items.length - own.length };
}

/** Lengths are those of the AwsSecurityFinding shape (Security Hub API 2018-10-26). */
function securityFinding(item: Item, report: AuditReport, hub: Hub): object {
  const { id, kind, title, because, toDo } = item;
  const { account, region, partition } = hub;
  const when = whenOf(item, report);
  return {
    SchemaVersion: '2018-10-08',
    Id: `bedrock-geofence/${id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `bedrock-geofence/${kind}`,
    AwsAccountId: account,
    ...{ CreatedAt: when, UpdatedAt: when, FirstObservedAt: when },
    Title: shorten(title, 256),
    Description: shorten(because, 1024),
    Remediation: { Recommendation: { Text: shorten(toDo, 512) } },
    ProductFields: fieldsOf(item, report),
    Resources: [resourceOf(item, hub)],
    Compliance: { Status: kind === 'outside' ? 'FAILED' : 'WARNING' },
    FindingProviderFields: {
      Severity: { Label: SEVERITY[kind], Original: kind },
      Types: ['Software and Configuration Checks/Data residency/Amazon Bedrock inference'],
    },
  };
}

function resourceOf({ modelId, principal }: Item, { partition, region, account }: Hub): object {
  const Id = modelId ?? principal ?? `arn:${partition}:bedrock:${region}:${account}:*`;
  return { Type: 'Other', Id: shorten(Id, 512), Partition: partition, Region: region };
}

/** At most 50 fields, names of 128 and values of 2,048 characters; those without a value are left out. */
function fieldsOf(item: Item, report: AuditReport): Readonly<Record<string, string>> {
  const { accountId, principal, sourceRegion } = item;
  const finding = 'finding' in item ? item.finding : null;
  const named: Readonly<Record<string, string | null>> = {
    account: accountId === null ? null : nameOfAccount(accountId, report),
    role: principal === null ? null : nameOfRole(principal),
    sourceRegion,
    inferenceRegion: finding?.inferenceRegion ?? null,
    basis: finding?.basis ?? null,
    fence: finding?.fence ?? null,
    eventId: finding?.eventId ?? null,
    policySha256: report.policy.sha256,
    timeKnown: String(item.time !== null),
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) =>
      value === null ? [] : [[`bedrock-geofence/${name}`, shorten(value, 2048)]],
    ),
  );
}
