import { readFile } from 'node:fs/promises';
import { renderProblems } from '../core/policy/render-problems.ts';
import { parseScp } from '../core/prevent/parse-scp.ts';
import type { Scp } from '../core/prevent/scp.ts';
import { reasonOf } from '../io/find-logs.ts';
import { showPath } from '../io/show-path.ts';

export type LoadedScps =
  | { readonly kind: 'scps'; readonly scps: readonly Scp[] }
  | { readonly kind: 'unusable'; readonly message: string };

/** Loads service control policies, and tells every problem of all of them at once. */
export async function loadScps(files: readonly string[]): Promise<LoadedScps> {
  const parsed = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file).catch((error: Error) => error);
      if (bytes instanceof Error) return `${showPath(file)} cannot be read: ${reasonOf(bytes)}`;
      const policy = parseScp(bytes, showPath(file));
      return policy.kind === 'scp' ? policy.scp : renderProblems(policy.problems, showPath(file));
    }),
  );
  const messages = parsed.filter((each) => typeof each === 'string');
  if (messages.length > 0) return { kind: 'unusable', message: messages.join('\n\n') };
  return { kind: 'scps', scps: parsed.filter((each) => typeof each !== 'string') };
}
