import * as v from 'valibot';
import { catalog } from '../catalog/known.ts';
import { canonicalJson, sha256Hex } from './canonical-json.ts';
import { checkExamplePlaces, checkExamples } from './check-examples.ts';
import { checkExtras } from './check-extras.ts';
import { checkFences } from './check-fences.ts';
import { checkWaivers } from './check-waivers.ts';
import { describeIssue } from './describe-issue.ts';
import { parseJson } from './parse-json.ts';
import { placesOf } from './places.ts';
import { type PolicyFile, policyFileSchema } from './policy-file.ts';
import { type PlacedProblem, pointerOf } from './problem.ts';
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

const SHAPE = {
  schema: policyFileSchema,
  whole: 'a policy is one JSON object with "fences"',
};

/** Parses `geofence.json`. Every problem is told at once, each with its place. */
export function parsePolicy(source: string | Uint8Array): ParsedPolicy {
  const json = parseJson(source);
  if (json.kind === 'no-json') {
    return { kind: 'problems', problems: [{ ...json.problem, pointer: '', line: json.line }] };
  }
  const checked = checkPolicy(json.value);
  const problems = checked.kind === 'problems' ? checked.problems : [];
  if (checked.kind === 'policy' && json.badKeys.length === 0) return checked;
  const { lineAt, lineOf } = json.locator;
  const placed = [
    ...json.badKeys.map(({ problem, offset }) => ({ ...problem, line: lineAt(offset) })),
    ...problems.map((problem) => ({ ...problem, line: lineOf(problem.path) })),
  ].map((problem) => ({ ...problem, pointer: pointerOf(problem.path) }));
  return { kind: 'problems', problems: placed.sort((a, b) => a.line - b.line) };
}

/** Checks a policy that is JSON already, and resolves it. */
export function checkPolicy(value: unknown) {
  const root = { value, path: [] };
  const places = placesOf(root, catalog);
  const shape = v.safeParse(policyFileSchema, value);
  const problems = [
    ...(shape.issues ?? []).map((issue) => describeIssue(issue, value, SHAPE)),
    ...checkFences(root, places),
    ...checkWaivers(root, places),
    ...checkExtras(root, places, catalog),
    ...checkExamplePlaces(root, places),
  ];
  if (!shape.success || problems.length > 0) return { kind: 'problems', problems } as const;

  const resolved = resolvePolicy(shape.output, catalog);
  const examples = checkExamples(shape.output, resolved);
  if (examples.length > 0) return { kind: 'problems', problems: examples } as const;
  const sha256 = sha256Hex(canonicalJson(resolved));
  return { kind: 'policy', file: shape.output, resolved, sha256 } as const;
}
