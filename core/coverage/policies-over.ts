import type { Scp, Statement } from '../prevent/scp.ts';
import { readScpBounds, type ScpBounds, unreadableScp } from '../prevent/scp-bounds.ts';
import { modelsNamedBy } from './models-named.ts';
import type { Account, Organization } from './organization.ts';
import { asTheLuckiestMeetIt, principalsNamedBy } from './principals.ts';

/** The service control policies over an account, from its own up to its root's. */
export type PoliciesOver = {
  /** What they allow at the least, and at the most, to the one who asks. */
  readonly least: readonly Scp[];
  readonly most: readonly Scp[];
  /** What they allow at the most, to anybody but the roles of a landing zone. */
  readonly luckiest: readonly Scp[];
  /** Why a statement of `least` is not understood in full. */
  readonly doubts: ReadonlyMap<Statement, string>;
  /** Patterns of principals for whom they may decide otherwise. */
  readonly principals: readonly string[];
  /** Patterns of what models are called by, as they name it. */
  readonly models: readonly string[];
  /** They may decide otherwise for another account that they are over. */
  readonly nameAccounts: boolean;
};

/** For the management account, and where policies are switched off. */
const NOTHING: PoliciesOver = {
  ...{ least: [], most: [], luckiest: [] },
  ...{ doubts: new Map(), principals: [], models: [], nameAccounts: false },
};

/** Finds the policies over each account; each of them is read once, however many accounts it is over. */
export function createPoliciesOver(organization: Organization) {
  const bounds = new Map(
    organization.policies.map(({ id, name, content }) => [
      id,
      content === null ? unreadableScp(name, 'nobody could read it') : readScpBounds(content, name),
    ]),
  );
  const units = new Map(organization.units.map((unit) => [unit.id, unit]));
  const known = new Map<string, PoliciesOver>();

  return (account: Account): PoliciesOver => {
    if (account.id === organization.managementAccount) return NOTHING;
    if (!organization.policiesEnabled) return NOTHING;
    const key = JSON.stringify([account.parent, account.policies]);
    const found = known.get(key) ?? join(levelsOver(account));
    known.set(key, found);
    return found;
  };

  function levelsOver(account: Account): readonly Level[] {
    const levels = [levelOf('the account', account.policies)];
    for (let id: string | null = account.parent; id !== null; ) {
      const unit = units.get(id);
      levels.push(levelOf(unit?.name ?? id, unit?.policies ?? null));
      id = unit?.parent ?? null;
    }
    return levels;
  }

  /** AWS lets no target be without any policy: one without was not seen. */
  function levelOf(target: string, policies: readonly string[] | null): Level {
    const unseen = unreadableScp(`what is attached to ${target}`, 'nobody could look at it');
    if (policies === null || policies.length === 0) return { target, policies: [unseen] };
    return { target, policies: policies.map((id) => bounds.get(id) ?? unseen) };
  }
}

/** The key of accounts, an ARN whose account is neither empty nor any, or a number as long as an account's. */
const NAMES_AN_ACCOUNT = /aws:principalaccount|arn:[^:"]*:[^:"]*:[^:"]*:(?!\*?:)[^:"]+:|\d{10}/i;

/** What is attached to one account, unit or root. */
type Level = { readonly target: string; readonly policies: readonly ScpBounds[] };

function join(levels: readonly Level[]): PoliciesOver {
  const each = (bound: 'least' | 'most') =>
    levels.flatMap(({ target, policies }) =>
      asOneLevel(
        target,
        policies.map((policy) => policy[bound]),
      ),
    );
  const [least, most] = [each('least'), each('most')];
  return {
    ...{ least, most, luckiest: most.map(asTheLuckiestMeetIt) },
    doubts: new Map(
      levels.flatMap(({ policies }) => policies.flatMap(({ doubts }) => [...doubts])),
    ),
    principals: principalsNamedBy(least),
    models: modelsNamedBy([...least, ...most]),
    nameAccounts: NAMES_AN_ACCOUNT.test(JSON.stringify([least, most])),
  };
}

/**
 * The policies of one target as they are evaluated: each Deny by itself, and one list of everything that
 * any of them allows, beside which nothing is allowed there.
 */
function asOneLevel(target: string, policies: readonly Scp[]): readonly Scp[] {
  const allowing = policies.flatMap(({ statements }) =>
    statements.filter(({ effect }) => effect === 'Allow'),
  );
  return [
    ...policies.map(({ name, statements }) => ({
      name,
      statements: statements.filter(({ effect }) => effect === 'Deny'),
    })),
    { name: `what is attached to ${target}`, statements: [...allowing, ALLOW_NOTHING] },
  ];
}

const ALLOW_NOTHING: Statement = {
  ...{ effect: 'Allow', sid: null, number: 0, conditions: [] },
  actions: { kind: 'among', patterns: [] },
  resources: { kind: 'among', patterns: [] },
};
