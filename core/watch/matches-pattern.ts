import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { matchesWildcard } from '../judge/matches-wildcard.ts';
import type { Match, Pattern } from './pattern.ts';

/**
 * Whether an event matches a pattern, as EventBridge decides it: every field of the pattern must match,
 * `$or` needs one of its patterns, and a list in the event matches when one of its values does.
 */
export function matchesPattern(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (isAlternatives(field, wanted)) return wanted.some((each) => matchesPattern(each, event));
    const found = fieldOf(event, field);
    if (isMatches(wanted)) return wanted.some((match) => matches(match, found));
    return Array.isArray(found)
      ? found.some((each) => matchesPattern(wanted, each))
      : matchesPattern(wanted, found);
  });
}

function isAlternatives(field: string, wanted: Pattern[string]): wanted is readonly Pattern[] {
  return field === '$or' && Array.isArray(wanted);
}

function isMatches(
  wanted: Pattern | readonly Match[] | readonly Pattern[],
): wanted is readonly Match[] {
  return Array.isArray(wanted);
}

function matches(match: Match, found: unknown): boolean {
  const values = Array.isArray(found) ? found : [found];
  if (typeof match === 'object' && 'exists' in match) return isLeaf(found) === match.exists;
  return values.some((value) => isLeaf(value) && matchesValue(match, value));
}

/** Only a leaf can be matched: an object, or nothing, never is. An empty list is nothing. */
function isLeaf(found: unknown): boolean {
  if (Array.isArray(found)) return found.some(isLeaf);
  return found !== undefined && !isJsonObject(found);
}

function matchesValue(match: Match, value: unknown): boolean {
  if (typeof match === 'string') return value === match;
  if ('anything-but' in match) {
    const refused = match['anything-but'];
    if (typeof value !== 'string') return true;
    if ('prefix' in refused) return !refused.prefix.some((prefix) => value.startsWith(prefix));
    if ('wildcard' in refused)
      return !refused.wildcard.some((each) => matchesWildcard(each, value));
    return !refused.includes(value);
  }
  if (typeof value !== 'string') return false;
  if ('prefix' in match) return value.startsWith(match.prefix);
  if ('suffix' in match) return value.endsWith(match.suffix);
  return 'wildcard' in match && matchesWildcard(match.wildcard, value);
}
