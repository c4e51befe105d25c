import { closest } from '../core/catalog/closest.ts';
import { catalog } from '../core/catalog/known.ts';
import { matchesWildcard } from '../core/judge/matches-wildcard.ts';
import { type PlacedProblem, show } from '../core/policy/problem.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { nameOf } from '../core/watch/name-of.ts';
import { checkOrganization } from './check-organization.ts';
import { checkTrail } from './check-trail.ts';
import type { Context, ContextName } from './context.ts';
import type { Deployment } from './deployment.ts';

type Settings = Omit<Deployment, 'partition' | 'policy' | 'accounts' | 'version'>;

/** Days for which CloudWatch Logs can keep a log (PutRetentionPolicy, read 2026-11-24). */
const LOG_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192];
/** Beginnings that no name of a bucket may have (S3 user guide, bucketnamingrules, read 2026-11-25). */
const RESERVED = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const A_MAIL_ADDRESS = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

/** Checks what `cdk.json` says. `policy` is null where it has problems of its own. */
export function checkContext(
  context: Context,
  policy: ResolvedPolicy | null,
): { readonly settings: Settings | null; readonly problems: readonly PlacedProblem[] } {
  const problems: PlacedProblem[] = [];
  const refuse = (
    name: ContextName,
    code: string,
    allowed: string,
    fix: string,
    found?: string,
  ) => {
    const path = ['context', name];
    const pointer = `/context/${name}`;
    problems.push({
      code,
      path,
      pointer,
      line: null,
      found: found ?? show(context[name]),
      allowed,
      fix,
    });
  };

  const prefix = String(context.prefix);
  const isPrefix = /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/.test(prefix);
  if (!isPrefix) {
    refuse(
      'prefix',
      'prefix',
      '3 to 20 small letters, digits and hyphens',
      'set "prefix": "bedrock-geofence"',
    );
  }
  if (RESERVED.some((beginning) => prefix.startsWith(beginning))) {
    refuse(
      'prefix',
      'reserved-prefix',
      `a prefix that S3 takes for a bucket: none of ${RESERVED.join(', ')}`,
      'set "prefix": "bedrock-geofence"',
    );
  }
  const known: Readonly<Record<string, { readonly partition: string }>> =
    policy?.regions ?? Object.fromEntries(catalog.regions.map((region) => [region.code, region]));
  const isRegion = (code: string) => Object.hasOwn(known, code);
  const nearest = (code: string) => closest(code, Object.keys(known), 1)[0] ?? 'eu-central-1';

  const homeRegion = String(context.homeRegion);
  const partitionOf = (code: string) => known[code]?.partition;
  if (!isRegion(homeRegion)) {
    refuse(
      'homeRegion',
      'unknown-region',
      'a Region that the catalog or the policy knows',
      `did you mean "${nearest(homeRegion)}"?`,
    );
  }
  const sourceRegions = listOf(
    context.sourceRegions,
    defaultSourceRegions(partitionOf(homeRegion)),
  );
  for (const code of sourceRegions.filter((each) => !isRegion(each))) {
    refuse(
      'sourceRegions',
      'unknown-region',
      'Regions that the catalog or the policy knows',
      `did you mean "${nearest(code)}"?`,
      show(code),
    );
  }
  if (sourceRegions.length === 0) {
    refuse(
      'sourceRegions',
      'no-region',
      'at least one Region, or "default"',
      'set "sourceRegions": "default"',
    );
  } else if (!sourceRegions.includes(homeRegion)) {
    refuse(
      'homeRegion',
      'home-not-watched',
      'one of the source Regions: its own stack watches the home',
      `add "${homeRegion}" to "sourceRegions", or choose another home`,
    );
  }
  const strangers = sourceRegions.filter(
    (code) => isRegion(code) && partitionOf(code) !== partitionOf(homeRegion),
  );
  if (strangers.length > 0 && isRegion(homeRegion)) {
    refuse(
      'sourceRegions',
      'other-partition',
      `Regions of the home Region's partition, ${partitionOf(homeRegion)}`,
      'deploy each partition by itself',
      strangers.join(', '),
    );
  }

  const none = context.mailAddresses === 'none';
  const mailAddresses = none ? [] : listOf(context.mailAddresses, []);
  if (!none && mailAddresses.length === 0) {
    refuse(
      'mailAddresses',
      'nobody-told',
      'at least one mail address, or "none"',
      'name who is told of findings: -c mailAddresses=security@example.com',
    );
  }
  for (const address of mailAddresses.filter((each) => !A_MAIL_ADDRESS.test(each))) {
    refuse(
      'mailAddresses',
      'mail-address',
      'mail addresses, separated by commas',
      'correct it',
      show(address),
    );
  }

  const retentionDays = wholeNumber(context.retentionDays);
  if (!Number.isInteger(retentionDays) || retentionDays < 1 || retentionDays > 36_500) {
    refuse(
      'retentionDays',
      'days',
      'a whole number of days from 1 to 36500',
      'set "retentionDays": 400',
    );
  }
  const lockMode = String(context.lockMode).toUpperCase();
  if (lockMode !== 'GOVERNANCE' && lockMode !== 'COMPLIANCE') {
    refuse(
      'lockMode',
      'lock-mode',
      '"governance" or "compliance"',
      'use governance until the set-up is proven: nobody can undo compliance',
    );
  }
  const logRetentionDays = wholeNumber(context.logRetentionDays);
  if (!LOG_DAYS.includes(logRetentionDays)) {
    refuse(
      'logRetentionDays',
      'days',
      `one of ${LOG_DAYS.join(', ')}`,
      'set "logRetentionDays": 90',
    );
  }
  const runbookUrl =
    context.runbookUrl === '' || context.runbookUrl === undefined
      ? null
      : String(context.runbookUrl);
  if (runbookUrl !== null && !/^https:\/\/\S+$/.test(runbookUrl)) {
    refuse(
      'runbookUrl',
      'address',
      'an address that begins with https://',
      'name the place where people can read docs/runbook.md',
    );
  }
  const canary = `arn:aws:iam::000000000000:role/${nameOf('canaryRole', { prefix, region: homeRegion })}`;
  if (isPrefix && policy !== null && !matchesWildcard(policy.canaryRole, canary)) {
    refuse(
      'prefix',
      'canary-role',
      `a prefix whose canary the policy knows: ${policy.canaryRole}`,
      `set "canaryRole": "arn:*:iam::*:role/${prefix}-canary-*" in the policy`,
    );
  }
  const trail = checkTrail(context, refuse);
  const organization = checkOrganization(context, refuse);
  const settings = {
    prefix,
    homeRegion,
    sourceRegions,
    mailAddresses,
    retentionDays,
    logRetentionDays,
    runbookUrl,
    trail,
    organization,
  };
  if (problems.length > 0) return { settings: null, problems };
  return {
    settings: { ...settings, lockMode: lockMode === 'COMPLIANCE' ? lockMode : 'GOVERNANCE' },
    problems,
  };
}

/** A number, or a text that is one; `true` is no number of days. */
function wholeNumber(value: unknown): number {
  return /^\d{1,6}$/.test(String(value)) ? Number(value) : Number.NaN;
}

/** Regions with Bedrock that need no opt-in. */
function defaultSourceRegions(partition = 'aws'): readonly string[] {
  return catalog.regions
    .filter((region) => region.partition === partition && region.status === 'ga')
    .filter(
      ({ bedrockRuntime, optInRequired }) => bedrockRuntime === true && optInRequired !== true,
    )
    .map(({ code }) => code)
    .sort();
}

function listOf(value: unknown, byDefault: readonly string[]): readonly string[] {
  if (value === undefined || value === 'default') return byDefault;
  const parts = Array.isArray(value) ? value.map(String) : String(value).split(',');
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}
