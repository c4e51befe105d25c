import { readFileSync } from 'node:fs';
import { catalog } from '../core/catalog/known.ts';
import { parsePolicy } from '../core/policy/parse-policy.ts';
import type { PlacedProblem } from '../core/policy/problem.ts';
import { renderProblems } from '../core/policy/render-problems.ts';
import { checkContext } from './check-context.ts';
import type { Context } from './context.ts';
import type { Deployment } from './deployment.ts';

export type ReadDeployment =
  | {
      readonly kind: 'deployment';
      readonly deployment: Deployment;
      readonly warnings: readonly string[];
    }
  /** Everything that is wrong, for a person. */
  | { readonly kind: 'problems'; readonly text: string };

/** Reads `geofence.json` and the context of `cdk.json`, and tells every problem of both at once. */
export function readDeployment(context: Context, version: string): ReadDeployment {
  const file = String(context.policy ?? 'geofence.json');
  const bytes = readPolicyFile(file);
  const parsed = bytes instanceof Uint8Array ? parsePolicy(bytes) : bytes;
  const resolved = parsed.kind === 'policy' ? parsed.resolved : null;
  const checked = checkContext(context, resolved);
  const texts = [
    ...(parsed.kind === 'problems' ? [renderProblems(parsed.problems, file)] : []),
    ...(checked.problems.length > 0 ? [renderProblems(checked.problems, 'cdk.json')] : []),
  ];
  if (parsed.kind === 'problems' || checked.settings === null) {
    return { kind: 'problems', text: texts.join('\n\n') };
  }
  const { settings } = checked;
  const partition =
    catalog.regions.find(({ code }) => code === settings.homeRegion)?.partition ?? 'aws';
  const deployment = {
    ...settings,
    partition,
    policy: parsed.resolved,
    accounts: parsed.file.accounts ?? {},
    version,
  };
  return { kind: 'deployment', deployment, warnings: warningsOf(deployment) };
}

function readPolicyFile(file: string) {
  try {
    return readFileSync(file);
  } catch (error) {
    const problem: PlacedProblem = {
      code: 'no-policy',
      path: [],
      pointer: '',
      line: null,
      found: error instanceof Error ? error.message : 'no file',
      allowed: 'a policy file',
      fix: 'write one with "npx geofence init", or name it: -c policy=FILE',
    };
    return { kind: 'problems', problems: [problem] } as const;
  }
}

function warningsOf({ homeRegion, policy }: Deployment): readonly string[] {
  const inside = policy.fences.some(({ regions }) => regions.includes(homeRegion));
  const observing = policy.fences.every(({ mode }) => mode === 'observe');
  return [
    ...(inside
      ? []
      : [
          `the home Region ${homeRegion} is in no fence: evidence and messages (who called what, from where) will lie outside it`,
        ]),
    ...(observing ? ['every fence only observes: nobody will be told of any finding'] : []),
  ];
}
