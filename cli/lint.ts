import { readFile } from 'node:fs/promises';
import { parseJson } from '../core/policy/parse-json.ts';
import type { LintedPolicy, LintFinding } from '../core/prevent/lint-finding.ts';
import { isAmbiguous, kindOf, lintPolicies } from '../core/prevent/lint-policies.ts';
import { labelled, safe } from './layout.ts';
import { loadCatalog } from './load-catalog.ts';
import { loadScps } from './load-scps.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type LintOptions = {
  readonly kind?: LintedPolicy['kind'];
  readonly policy?: string;
  readonly format: 'text' | 'json';
};

type Placed = LintFinding & { readonly line: number };

/** `geofence lint <policy.json>...`: what breaks cross-Region inference, or lets it out. */
export async function lint(
  files: readonly string[],
  options: LintOptions,
  terminal: Terminal,
): Promise<Exit> {
  const loaded = await loadCatalog(options.policy);
  const read = await loadScps(files);
  const failures = [loaded, read].flatMap((each) =>
    each.kind === 'unusable' ? [each.message] : [],
  );
  if (loaded.kind === 'unusable' || read.kind === 'unusable') {
    terminal.err(`geofence lint: ${failures.join('\n\n')}\n`);
    return EXIT.failed;
  }
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const policies = read.scps.map((scp, index) => ({
    ...{ scp, text: texts[index] ?? '' },
    kind: options.kind ?? kindOf(scp),
  }));
  const findings = lintPolicies(policies, loaded.resolved).map((finding) => ({
    ...finding,
    line: lineOf(finding, policies),
  }));
  const kinds = policies.map(({ scp, kind }) => ({
    ...{ policy: scp.name, kind },
    ambiguous: options.kind === undefined && kind === 'scp' && isAmbiguous(scp),
  }));
  terminal.out(
    options.format === 'json'
      ? `${JSON.stringify({ policies: kinds, findings }, null, 2)}\n`
      : lintText(findings, kinds, terminal),
  );
  return findings.length === 0 ? EXIT.clean : EXIT.found;
}

function lineOf({ policy, statement }: LintFinding, policies: readonly LintedPolicy[]): number {
  const text = policies.find(({ scp }) => scp.name === policy)?.text ?? '';
  const json = parseJson(text);
  if (json.kind === 'no-json' || statement === null) return 1;
  return json.locator.lineOf(['Statement', statement - 1]);
}

function lintText(
  findings: readonly Placed[],
  kinds: readonly {
    readonly policy: string;
    readonly kind: LintedPolicy['kind'];
    readonly ambiguous: boolean;
  }[],
  { paint }: Terminal,
): string {
  const read = kinds.map(
    ({ policy, kind, ambiguous }) =>
      `${safe(policy)}: ${kind === 'scp' ? 'service control policy' : 'policy of a role'}${ambiguous ? ', if it is none of a role (then give --kind identity)' : ''}`,
  );
  const answer = findings.length === 0 ? 'Nothing found.' : `${findings.length} found.`;
  const blocks = findings.map(({ rule, policy, line, consequence, fix }) =>
    [
      `${paint('alarm', rule)}  ${safe(policy)}:${line}`,
      ...labelled('consequence', consequence),
      ...labelled('fix', fix),
    ].join('\n'),
  );
  return `${[answer, read.join('\n'), ...blocks].join('\n\n')}\n`;
}
