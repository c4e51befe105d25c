import { type Authorization, CONDITION_KEYS } from './scp.ts';

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * A pattern with its policy variables put in, such as `${aws:PrincipalAccount}`; null where the request
 * has no such key, and then the pattern matches nothing (IAM user guide,
 * reference_policies_variables, read 2026-11-25).
 */
export function expandVariables(pattern: string, context: Authorization['context']): string | null {
  if (!pattern.includes('${')) return pattern;
  let missing = false;
  const expanded = pattern.replace(VARIABLE, (_, name: string) => {
    const value = Object.hasOwn(context, name.toLowerCase())
      ? context[name.toLowerCase()]
      : undefined;
    missing ||= value === undefined;
    return value ?? '';
  });
  return missing ? null : expanded;
}

/** The names of the variables in a pattern. */
function variablesIn(pattern: string): readonly string[] {
  return [...pattern.matchAll(VARIABLE)].map(([, name = '']) => name);
}

/** Whether every policy variable in a pattern is a key whose value is known for a call. */
export function hasKnownVariables(pattern: string): boolean {
  const known = CONDITION_KEYS.map((key) => key.toLowerCase());
  return variablesIn(pattern).every((name) => known.includes(name.toLowerCase()));
}
