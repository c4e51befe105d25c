import { catalog } from '../catalog/known.ts';
import { withBedrock } from '../doctor/check-regions.ts';
import { compareTexts } from '../judge/compare-texts.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { nameOf } from '../watch/name-of.ts';
import { canCall, canSend, type Permission } from './can-call.ts';
import { COVERAGE_STATES, type Coverage, type CoverageRow } from './coverage.ts';
import type { Account, Organization } from './organization.ts';
import { placeAccount } from './place-account.ts';
import { createPoliciesOver, type PoliciesOver } from './policies-over.ts';
import type { Sightings } from './sightings.ts';

/** An organization, and by what it is judged. */
export type Covered = {
  readonly organization: Organization;
  readonly policy: ResolvedPolicy;
  /** Begins the names of what the watcher deploys. */
  readonly prefix: string;
};

export type Seen = {
  /** What came from where. */
  readonly sightings: Pick<Sightings, 'describe' | 'places'>;
  /** Why evidence of a Region was not looked at in full; null where it was. */
  readonly unreadOf: (region: string) => string | null;
  /** What else could not be looked at. */
  readonly unseen: Coverage['unseen'];
  readonly nowMs: number;
};

/**
 * Puts every account of an organization, in every Region with Bedrock, into exactly one state, by what was
 * seen. What policies say does not depend on that, and is evaluated once.
 */
export function createCover(covered: Covered): (seen: Seen) => Coverage {
  const policiesOver = createPoliciesOver(covered.organization);
  const callsFrom = createCallsFrom(covered.policy);
  return (seen) => cover({ ...covered, ...seen }, policiesOver, callsFrom);
}

type CoverageInput = Covered & Seen;

function cover(
  input: CoverageInput,
  policiesOver: ReturnType<typeof createPoliciesOver>,
  callsFrom: ReturnType<typeof createCallsFrom>,
): Coverage {
  const { organization, sightings, unseen, nowMs } = input;
  const regions = regionsOf(input);
  const elsewhere = seenElsewhere(input, new Set(regions));
  const rows = organization.accounts.flatMap((account) => {
    const over = policiesOver(account);
    const its = [...regions, ...(elsewhere.get(account.id) ?? [])];
    return its.map((region) => rowOf(account, region, over, callsFrom, input));
  });
  const ids = new Set(organization.accounts.map(({ id }) => id));
  const strangers = [...new Set(sightings.places().map(({ accountId }) => accountId))];
  return {
    schema: 'coverage/1',
    asOf: new Date(nowMs).toISOString(),
    rows: rows.sort(inOrder),
    unseen: [
      ...unseen,
      ...(organization.hubAccount === null ? [NO_HUB] : []),
      ...strangers
        .filter((id) => !ids.has(id))
        .sort()
        .map((id) => ({
          where: `account ${id}`,
          problem: 'evidence names it, and the organization does not have it',
        })),
    ],
  };
}

const NO_HUB = {
  where: 'the hub',
  problem: 'nobody said which account it is, so whether policies let anything be delivered to it',
};

/**
 * Regions with Bedrock in the organization's partition, launched as far as this release knows; and those
 * that an account has enabled, whatever the catalog says of them.
 */
function regionsOf({ organization, policy }: CoverageInput): readonly string[] {
  const launched = Object.entries(policy.regions)
    .filter(([, { partition, status }]) => partition === organization.partition && status === 'ga')
    .map(([code]) => code);
  const enabled = organization.accounts.flatMap(({ enabledRegions }) => enabledRegions ?? []);
  return [...new Set(withBedrock([...launched, ...enabled]))].sort();
}

/**
 * Other Regions, by the account from which evidence has something: in its rows alone, so that nobody who
 * makes up records makes a row for every account with each.
 */
function seenElsewhere({ sightings }: CoverageInput, regions: ReadonlySet<string>) {
  const found = new Map<string, string[]>();
  for (const { accountId, region } of sightings.places()) {
    if (regions.has(region)) continue;
    const its = found.get(accountId);
    if (its === undefined) found.set(accountId, [region]);
    else its.push(region);
  }
  return found;
}

/** Thousands of accounts are under the same few policies, which decide alike for all of them. */
function createCallsFrom(policy: ResolvedPolicy) {
  const known = new WeakMap<PoliciesOver, Map<string, Permission>>();
  return (accountId: string, region: string, over: PoliciesOver): Permission => {
    const its = known.get(over) ?? new Map<string, Permission>();
    known.set(over, its);
    const key = over.nameAccounts ? `${accountId} ${region}` : region;
    const found = its.get(key) ?? canCall(accountId, region, over, policy);
    its.set(key, found);
    return found;
  };
}

function rowOf(
  account: Account,
  region: string,
  over: PoliciesOver,
  callsFrom: ReturnType<typeof createCallsFrom>,
  { organization, prefix, sightings, unreadOf }: CoverageInput,
): CoverageRow {
  const { id, name, status } = account;
  const { hubAccount, partition } = organization;
  const place = { prefix, region };
  const queue = `arn:${partition}:sqs:${region}:${hubAccount}:${nameOf('callsQueue', place)}`;
  const principal = `arn:${partition}:iam::${id}:role/${nameOf('spokeRole', place)}`;
  /** In its own account EventBridge delivers as itself, which no policy holds. */
  const isNear = hubAccount === null || hubAccount === id;
  const placed = placeAccount({
    status,
    isManagement: id === organization.managementAccount,
    isEnabled: isEnabled(account, region),
    calls: callsFrom(id, region, over),
    delivery: isNear ? NO_HINDRANCE : canSend(queue, { accountId: id, region, principal }, over),
    seen: sightings.describe(id, region),
    unread: unreadOf(region),
  });
  return { accountId: id, name, region, ...placed };
}

const NO_HINDRANCE = { kind: 'allowed', example: 'sqs:SendMessage' } as const;

/** Null where nobody could look, and the Region is not one that every account has. */
function isEnabled({ enabledRegions }: Account, region: string): boolean | null {
  if (ALWAYS_ENABLED.has(region)) return true;
  return enabledRegions === null ? null : enabledRegions.includes(region);
}

const ALWAYS_ENABLED = new Set(
  catalog.regions.filter(({ optInRequired }) => optInRequired === false).map(({ code }) => code),
);

function inOrder(a: CoverageRow, b: CoverageRow): number {
  return (
    COVERAGE_STATES.indexOf(a.state) - COVERAGE_STATES.indexOf(b.state) ||
    compareTexts(a.region, b.region) ||
    compareTexts(a.accountId, b.accountId)
  );
}
