import * as v from 'valibot';
import { describeIssue } from '../policy/describe-issue.ts';
import { exactly } from '../policy/exactly.ts';
import { parseJson } from '../policy/parse-json.ts';
import { type PlacedProblem, type Problem, pointerOf, show } from '../policy/problem.ts';
import { refuser } from '../prevent/refuser.ts';
import { ACCOUNT_STATUSES, type Organization } from './organization.ts';

export type ReadOrganization =
  | { readonly kind: 'organization'; readonly organization: Organization }
  | { readonly kind: 'problems'; readonly problems: readonly PlacedProblem[] };

const text = v.pipe(v.string(), v.regex(/\S/, 'a text that is not empty'));
const accountId = v.pipe(v.string(), v.regex(/^\d{12}$/, 'an account id of 12 digits'));
const about = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));
const attached = about(
  v.nullable(v.array(text)),
  'Ids of the service control policies attached to it; null: nobody could look',
);

/** The file of an organization; also the source of its JSON Schema. */
export const organizationSchema = exactly({
  $schema: v.optional(v.string()),
  schema: v.literal('organization/1'),
  asOf: about(
    v.pipe(v.string(), v.isoTimestamp('an instant (2026-11-03T12:00:00Z)')),
    'When it was read',
  ),
  partition: about(text, 'aws, aws-us-gov, aws-cn, aws-eusc'),
  managementAccount: accountId,
  hubAccount: about(v.nullable(accountId), 'The account that watches; null: nobody said'),
  policiesEnabled: about(
    v.boolean(),
    'Whether service control policies are switched on in the root',
  ),
  accounts: v.pipe(
    v.array(
      exactly({
        id: accountId,
        name: v.string(),
        status: v.picklist(ACCOUNT_STATUSES),
        parent: about(text, 'The unit or root that holds it'),
        policies: attached,
        enabledRegions: about(
          v.nullable(v.array(text)),
          'Regions that are not disabled for it; null: nobody could look',
        ),
      }),
    ),
    v.minLength(1, 'at least one account'),
  ),
  units: about(
    v.array(exactly({ id: text, name: v.string(), parent: v.nullable(text), policies: attached })),
    'The root, whose parent is null, and the organizational units',
  ),
  policies: about(
    v.array(exactly({ id: text, name: v.string(), content: v.nullable(v.string()) })),
    'Each with its text, as describe-policy prints it; null: nobody could read it',
  ),
});

const SHAPE = { schema: organizationSchema, whole: 'one JSON object with "accounts"' };

/** Reads an organization from its file. Every problem is told at once, each with its place. */
export function readOrganization(source: string | Uint8Array): ReadOrganization {
  const json = parseJson(source);
  if (json.kind === 'no-json') {
    const { problem, line } = json;
    return { kind: 'problems', problems: [{ ...problem, pointer: '', line }] };
  }
  const parsed = v.safeParse(organizationSchema, json.value);
  const problems = parsed.success
    ? checkLinks(parsed.output)
    : parsed.issues.map((issue) => describeIssue(issue, json.value, SHAPE));
  const { lineAt, lineOf } = json.locator;
  const placed = [
    ...json.badKeys.map(({ problem, offset }) => ({ ...problem, line: lineAt(offset) })),
    ...problems.map((problem) => ({ ...problem, line: lineOf(problem.path) })),
  ].map((problem) => ({ ...problem, pointer: pointerOf(problem.path) }));
  if (placed.length > 0 || !parsed.success) {
    return { kind: 'problems', problems: placed.sort((a, b) => a.line - b.line) };
  }
  const { $schema: _, ...organization } = parsed.output;
  return { kind: 'organization', organization };
}

/** Whether every account hangs below a root, and everything that is named is there. */
function checkLinks(file: v.InferOutput<typeof organizationSchema>): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = refuser(problems);
  const { accounts, units, policies, managementAccount } = file;
  if (!accounts.some(({ id }) => id === managementAccount)) {
    const fix = 'add it there: no policy holds for it';
    refuse(
      'no-account',
      ['managementAccount'],
      show(managementAccount),
      'the id of one of "accounts"',
      fix,
    );
  }
  const parentOf = new Map(units.map(({ id, parent }) => [id, parent]));
  const policyIds = new Set(policies.map(({ id }) => id));
  for (const [list, entries] of Object.entries({ accounts, units, policies })) {
    const ids = entries.map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      refuse('twice', [list, index, 'id'], show(id), 'each id once', 'take one of them out');
    }
  }
  for (const [list, entries] of Object.entries({ accounts, units })) {
    for (const [index, { parent, policies: its }] of entries.entries()) {
      const at = [list, index];
      for (const [place, id] of (its ?? []).entries()) {
        if (policyIds.has(id)) continue;
        refuse(
          'no-policy',
          [...at, 'policies', place],
          show(id),
          'the id of one of "policies"',
          'add it there; without its text put null for its content',
        );
      }
      if (parent !== null && !parentOf.has(parent)) {
        refuse(
          'no-unit',
          [...at, 'parent'],
          show(parent),
          'the id of one of "units"',
          'add it there',
        );
      } else if (parent !== null && isCircle(parent, parentOf)) {
        refuse(
          'circle',
          [...at, 'parent'],
          show(parent),
          'a way up to the root',
          'correct the parents',
        );
      }
    }
  }
  return problems;
}

function isCircle(from: string, parentOf: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let id: string | null = from; id !== null; id = parentOf.get(id) ?? null) {
    if (passed.has(id)) return true;
    passed.add(id);
  }
  return false;
}
