import { readFile } from 'node:fs/promises';
import { policyFromAllow } from '../core/policy/allow-policy.ts';
import { type ParsedPolicy, parsePolicy } from '../core/policy/parse-policy.ts';
import { renderProblems } from '../core/policy/render-problems.ts';

/** The policy to judge by, or what a person must do to give one. */
export type LoadedPolicy =
  | (ParsedPolicy & { readonly kind: 'policy'; readonly name: string })
  | { readonly kind: 'unusable'; readonly message: string };

const DEFAULT_FILE = 'geofence.json';

/** Loads the policy from `--policy`, from `--allow`, or from `./geofence.json`. */
export async function loadPolicy(
  file: string | undefined,
  allow: readonly string[],
): Promise<LoadedPolicy> {
  if (file !== undefined && allow.length > 0) {
    return unusable('--policy and --allow were both given.\n  Fix: give one of them.');
  }
  if (allow.length > 0) {
    const parsed = policyFromAllow(allow);
    if (parsed.kind === 'problems') return unusable(renderProblems(parsed.problems, '--allow'));
    return { ...parsed, name: allow.map((name) => `--allow ${name}`).join(' ') };
  }
  const path = file ?? DEFAULT_FILE;
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) return unusable(describeMissing(path, file === undefined, bytes));
  const parsed = parsePolicy(bytes);
  if (parsed.kind === 'problems') return unusable(renderProblems(parsed.problems, path));
  return { ...parsed, name: path };
}

function describeMissing(path: string, isDefault: boolean, error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') return `${path} cannot be read: ${error.message}`;
  if (!isDefault)
    return `${path}: there is no such file.\n  Fix: correct --policy, or write one with geofence init.`;
  return [
    'No policy: there is no geofence.json here, and neither --policy nor --allow was given.',
    '  Fix: name the allowed geography, e.g. --allow eu',
    '       or write a policy with geofence init, or name one with --policy FILE.',
  ].join('\n');
}

function unusable(message: string): LoadedPolicy {
  return { kind: 'unusable', message };
}
