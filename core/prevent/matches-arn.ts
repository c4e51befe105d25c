import { matchesGlob } from './matches-glob.ts';

const PARTS = 6;

/**
 * Whether an ARN matches a pattern. Each of the first five parts is matched by itself: a wildcard does
 * not reach past a colon there (IAM user guide, reference_policies_elements_resource, read 2026-11-25).
 */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = partsOf(pattern);
  const found = partsOf(arn);
  if (wanted.length < PARTS || found.length < PARTS) return pattern === arn;
  return wanted.every((part, index) => matchesGlob(part, found[index] ?? ''));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length < PARTS
    ? parts
    : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(':')];
}
