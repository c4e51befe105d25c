import * as v from 'valibot';
import { closest } from '../catalog/closest.ts';
import { catalog } from '../catalog/known.ts';
import { isJsonObject } from '../judge/json-fields.ts';
import { canonicalJson, sha256Hex } from './canonical-json.ts';
import { checkExamples } from './check-examples.ts';
import { checkExtras } from './check-extras.ts';
import { checkFences } from './check-fences.ts';
import { checkWaivers } from './check-waivers.ts';
import { parseJson } from './parse-json.ts';
import { placesOf } from './places.ts';
import { type PolicyFile, policyFileSchema } from './policy-file.ts';
import { type PlacedProblem, type Problem, pointerOf, show } from './problem.ts';
import { resolvePolicy } from './resolve-policy.ts';
import type { ResolvedPolicy } from './resolved-policy.ts';

export type ParsedPolicy =
  | {
      readonly kind: 'policy';
      readonly file: PolicyFile;
      readonly resolved: ResolvedPolicy;
      /** SHA-256 of the resolved document's canonical JSON. */
      readonly sha256: string;
    }
  | { readonly kind: 'problems'; readonly problems: readonly PlacedProblem[] };

/** Parses `geofence.json`. Every problem is told at once, each with its place. */
export function parsePolicy(source: string | Uint8Array): ParsedPolicy {
  const json = parseJson(source);
  if (json.kind === 'no-json') {
    return { kind: 'problems', problems: [{ ...json.problem, pointer: '', line: json.line }] };
  }
  const checked = checkPolicy(json.value);
  const problems = [...json.duplicates, ...(checked.kind === 'problems' ? checked.problems : [])];
  if (checked.kind === 'policy' && problems.length === 0) return checked;
  const placed = problems.map((problem) => ({
    ...problem,
    pointer: pointerOf(problem.path),
    line: json.lineOf(problem.path),
  }));
  return { kind: 'problems', problems: placed.sort((a, b) => a.line - b.line) };
}

/** Checks a policy that is JSON already, and resolves it. */
export function checkPolicy(value: unknown) {
  const root = { value, path: [] };
  const places = placesOf(root, catalog);
  const shape = v.safeParse(policyFileSchema, value);
  const problems = [
    ...(shape.issues ?? []).map((issue) => describeIssue(issue, value)),
    ...checkFences(root, places),
    ...checkWaivers(root, places),
    ...checkExtras(root, places, catalog),
  ];
  if (!shape.success || problems.length > 0) return { kind: 'problems', problems } as const;

  const resolved = resolvePolicy(shape.output, catalog);
  const examples = checkExamples(shape.output, resolved);
  if (examples.length > 0) return { kind: 'problems', problems: examples } as const;
  const sha256 = sha256Hex(canonicalJson(resolved));
  return { kind: 'policy', file: shape.output, resolved, sha256 } as const;
}

type Issue = v.InferIssue<typeof policyFileSchema>;

function describeIssue(issue: Issue, root: unknown): Problem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const name = String(path.at(-1) ?? 'the policy');
  if (issue.expected === 'never') {
    const siblings = siblingsOf(path);
    const near = closest(name, siblings);
    return {
      code: 'unknown-key',
      path,
      found: `"${name}"`,
      allowed: siblings.map((key) => `"${key}"`).join(', '),
      fix: near.length > 0 ? `did you mean "${near[0]}"?` : 'remove it',
    };
  }
  const missing = issue.received === 'undefined';
  return {
    code: missing ? 'missing-key' : 'wrong-value',
    path,
    found: missing ? `no "${name}"` : show(issue.input),
    allowed: issue.kind === 'validation' ? issue.message : String(issue.expected),
    fix: isJsonObject(root) ? `correct "${name}"` : 'a policy is one JSON object with "fences"',
  };
}

/** The keys that the schema knows at the place of an unknown one. */
function siblingsOf(path: Problem['path']): readonly string[] {
  let schema: unknown = policyFileSchema;
  for (const part of path.slice(0, -1)) {
    const { entries, item, value } = unwrap(schema);
    schema = typeof part === 'number' ? item : (entries?.[part] ?? value);
  }
  return Object.keys(unwrap(schema).entries ?? {});
}

type SchemaParts = {
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly item?: unknown;
  readonly value?: unknown;
  readonly wrapped?: unknown;
};

function unwrap(schema: unknown): SchemaParts {
  const parts = (schema ?? {}) as SchemaParts;
  return parts.wrapped === undefined ? parts : unwrap(parts.wrapped);
}
