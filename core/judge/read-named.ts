import { fieldOf, isJsonObject } from './json-fields.ts';
import type { Named } from './reading.ts';

/**
 * The inference Region that an API call names in `additionalEventData`. Anything there but an object
 * or null, and any name that is no text, is `unreadable`: something was said and cannot be understood.
 */
export function readNamed(record: unknown): Named {
  const data = fieldOf(record, 'additionalEventData');
  if (data === undefined || data === null) return { kind: 'absent' };
  if (!isJsonObject(data)) return { kind: 'unreadable', found: describe(data) };
  return combine(Object.hasOwn(data, 'inferenceRegion') ? [data.inferenceRegion] : []);
}

/**
 * The inference Region that a completion names in `serviceEventDetails`, whose entries come as an
 * object or as a list of `{key, value}`.
 */
export function readCompletionNamed(record: unknown): Named {
  return combine(completionEntries(record, 'inferenceRegion'));
}

/** Every value that a completion's nested details hold under `name`. */
export function completionEntries(record: unknown, name: string): readonly unknown[] {
  const details = fieldOf(record, 'serviceEventDetails');
  if (!isJsonObject(details)) return [];
  const data = [fieldOf(details, 'AdditionalEventData'), fieldOf(details, 'additionalEventData')];
  const entries = data.map((value) => fieldOf(value, 'additionalEntries'));
  const flat = [details, ...data, ...entries].flatMap((value) =>
    isJsonObject(value) && Object.hasOwn(value, name) ? [value[name]] : [],
  );
  const listed = entries.flatMap((list) => (Array.isArray(list) ? list : []));
  const keyed = listed.filter((entry) => fieldOf(entry, 'key') === name);
  return [...flat, ...keyed.map((entry) => fieldOf(entry, 'value') ?? null)];
}

function combine(values: readonly unknown[]): Named {
  if (values.length === 0) return { kind: 'absent' };
  const [first, ...rest] = values;
  if (typeof first === 'string' && first !== '' && rest.every((value) => value === first)) {
    return { kind: 'named', region: first };
  }
  return { kind: 'unreadable', found: values.map(describe).join(', ') };
}

/** Short and of bounded depth: the value comes from a log. */
function describe(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
