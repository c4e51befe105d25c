import type { Problem } from '../policy/problem.ts';

/** Adds problems to a list, each in one line. */
export function refuser(problems: Problem[]) {
  return (code: string, path: Problem['path'], found: string, allowed: string, fix: string) => {
    problems.push({ code, path, found, allowed, fix });
  };
}
