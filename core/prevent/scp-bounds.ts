import { parseScp } from './parse-scp.ts';
import type { Names, Scp, Statement } from './scp.ts';

/**
 * A service control policy between two that are understood in full: it allows at least what `least` allows,
 * and at most what `most` allows. They are the same where all of it is understood.
 */
export type ScpBounds = {
  readonly least: Scp;
  readonly most: Scp;
  /** Why a statement of either is not understood in full. */
  readonly doubts: ReadonlyMap<Statement, string>;
};

/**
 * Reads a policy that AWS accepted, whether or not all of it can be evaluated. What is not understood in a
 * statement may hold or not: a Deny that may hold stands in `least` and not in `most`, an Allow the other
 * way round. What is understood still counts: a statement whose actions, resources or other conditions do
 * not match stays without effect.
 */
export function readScpBounds(source: string | Uint8Array, name: string): ScpBounds {
  const parsed = parseScp(source, name);
  if (parsed.kind === 'scp') return { least: parsed.scp, most: parsed.scp, doubts: new Map() };
  const unclear = new Map<number, { readonly why: string; readonly parts: Set<string> }>();
  for (const { path, code, found } of parsed.problems) {
    const [root, ...rest] = path;
    const [first, second] = rest;
    const number = typeof first === 'number' ? first + 1 : 1;
    const part = String((typeof first === 'number' ? second : first) ?? '');
    const isKnown = parsed.statements.some((statement) => statement.number === number);
    if (root !== 'Statement' || !isKnown || !READ_IN_PART.has(code) || !PARTS.has(part)) {
      return unreadableScp(name, `it is no policy that can be read: ${code}, ${found}`);
    }
    const why = `its statement ${number} depends on ${found}, which cannot be evaluated`;
    const known = unclear.get(number) ?? { why, parts: new Set() };
    unclear.set(number, known);
    known.parts.add(part);
  }
  const doubts = new Map<Statement, string>();
  const bound = (effect: Statement['effect']): Scp => ({
    name,
    statements: parsed.statements.map((statement) => {
      const found = unclear.get(statement.number);
      if (found === undefined) return statement;
      const its = statement.effect === effect ? widened(statement, found.parts) : never(statement);
      doubts.set(its, found.why);
      return its;
    }),
  });
  return { least: bound('Deny'), most: bound('Allow'), doubts };
}

/** Of a policy that nobody could read: it may deny everything, and may allow everything. */
export function unreadableScp(name: string, why: string): ScpBounds {
  const whole = { sid: null, number: 1, actions: ANY, resources: ANY, conditions: [] };
  const deny = { ...whole, effect: 'Deny' } as const;
  const allow = { ...whole, effect: 'Allow' } as const;
  return {
    least: { name, statements: [deny] },
    most: { name, statements: [allow] },
    doubts: new Map<Statement, string>([
      [deny, why],
      [allow, why],
    ]),
  };
}

/** Problems of one part of a statement, beside which the others are understood. */
const READ_IN_PART = new Set([
  ...['unknown-operator', 'unknown-key', 'condition', 'condition-value', 'no-value'],
  ...['no-action', 'no-resource'],
]);
const PARTS = new Set(['Condition', 'Action', 'NotAction', 'Resource', 'NotResource']);

const ANY: Names = { kind: 'among', patterns: ['*'] };
const NONE: Names = { kind: 'among', patterns: [] };

/** Everything that the statement may match. */
function widened(statement: Statement, parts: ReadonlySet<string>): Statement {
  const isUnclear = (name: string) => parts.has(name) || parts.has(`Not${name}`);
  return {
    ...statement,
    actions: isUnclear('Action') ? ANY : statement.actions,
    resources: isUnclear('Resource') ? ANY : statement.resources,
  };
}

/** It stays, so that a policy of Allow statements remains one. */
function never(statement: Statement): Statement {
  return { ...statement, actions: NONE };
}
