import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organization } from '../core/coverage/organization.ts';
import { ACCOUNT } from './callers.ts';

const FULL = 'p-FullAWSAccess';
const REGION_DENY = 'p-examplergn1';
const ONLY_TLS = 'p-exampletls1';
const ROOT = 'r-ab12';
const WORKLOADS = 'ou-ab12-workload1';
const RESEARCH = 'ou-ab12-research1';
const DEFAULTS = ['eu-central-1', 'eu-west-3', 'us-east-1', 'us-east-2'];

const policyText = (...Statement: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** The sample organization as `geofence coverage --save` would write it: `samples/organization.json`. */
export const ORGANIZATION: Organization = {
  schema: 'organization/1',
  asOf: '2026-11-04T06:00:00.000Z',
  partition: 'aws',
  managementAccount: '123456789012',
  hubAccount: '555566667777',
  policiesEnabled: true,
  accounts: [
    account('123456789012', 'management', ROOT, DEFAULTS),
    account('555566667777', 'security', ROOT, DEFAULTS),
    account(ACCOUNT.prodChat, 'prod-chat', WORKLOADS, [...DEFAULTS, 'eu-central-2']),
    account(ACCOUNT.batchEu, 'batch-eu', WORKLOADS, DEFAULTS),
    account(ACCOUNT.research, 'research', RESEARCH, null),
    { ...account('222233334444', 'old-shop', WORKLOADS, null), status: 'SUSPENDED' },
  ],
  units: [
    { id: ROOT, name: 'Root', parent: null, policies: [FULL, ONLY_TLS] },
    { id: WORKLOADS, name: 'workloads', parent: ROOT, policies: [FULL, REGION_DENY] },
    { id: RESEARCH, name: 'research', parent: ROOT, policies: [FULL] },
  ],
  policies: [
    {
      id: FULL,
      name: 'FullAWSAccess',
      content: policyText({ Effect: 'Allow', Action: '*', Resource: '*' }),
    },
    {
      id: REGION_DENY,
      name: 'region-deny',
      content: JSON.stringify(
        JSON.parse(readFileSync(join(import.meta.dirname, 'region-deny.json'), 'utf8')),
      ),
    },
    {
      id: ONLY_TLS,
      name: 'only-tls',
      content: policyText({
        Sid: 'DenyPlainText',
        Effect: 'Deny',
        Action: 's3:*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    },
  ],
};

function account(
  id: string,
  name: string,
  parent: string,
  enabledRegions: readonly string[] | null,
): Organization['accounts'][number] {
  return { id, name, status: 'ACTIVE', parent, policies: [FULL], enabledRegions };
}
