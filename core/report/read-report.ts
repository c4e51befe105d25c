import * as v from 'valibot';
import { parseJson } from '../policy/parse-json.ts';
import type { AuditReport } from './audit-report.ts';

/** A report that an audit wrote, or why it is none. */
export type ReadReport =
  | { readonly kind: 'report'; readonly report: AuditReport }
  | { readonly kind: 'none'; readonly problem: string };

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const nullable = v.nullable(v.string());
const breakdown = v.object({ name: v.string(), calls: count, outside: count, undecided: count });
const totals = v.record(v.string(), count);

/** As far as a comparison looks into it; `docs/schemas/audit-report.schema.json` has the whole. */
const schema = v.object({
  schemaVersion: v.literal(1, 'another version of the report than 1'),
  generator: v.object({ name: v.literal('bedrock-geofence') }),
  policy: v.object({ sha256: v.string(), accountNames: v.record(v.string(), v.looseObject({})) }),
  period: v.object({ from: nullable, until: nullable }),
  totals,
  routes: v.array(
    v.looseObject({
      sourceRegion: v.string(),
      inferenceRegion: nullable,
      verdict: v.string(),
      calls: count,
    }),
  ),
  findings: v.array(v.looseObject({ id: v.string(), verdict: v.string(), because: v.string() })),
  gaps: v.array(v.looseObject({})),
  ...{ models: v.array(breakdown), accounts: v.array(breakdown), roles: v.array(breakdown) },
});

/** Reads what `geofence audit --format json` printed. Never throws. */
export function readReport(bytes: Uint8Array): ReadReport {
  const json = parseJson(bytes);
  if (json.kind === 'no-json') {
    return none(`line ${json.line}: ${json.problem.found}, and no JSON`);
  }
  const parsed = v.safeParse(schema, json.value);
  if (parsed.success) return { kind: 'report', report: json.value as AuditReport };
  const [issue] = parsed.issues;
  return none(`${v.getDotPath(issue) ?? 'the whole file'}: ${issue.message}`);
}

function none(problem: string): ReadReport {
  return { kind: 'none', problem };
}
