/**
 * Writes each `Fn::Join` of texts and references as one `Fn::Sub`, which people can read and which is half
 * as long. What holds anything else stays as it is.
 */
export function joinToSub(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(joinToSub);
  if (typeof value !== 'object' || value === null) return value;
  const text = 'Fn::Join' in value ? textOf(value['Fn::Join']) : null;
  if (text !== null) return { 'Fn::Sub': text };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, joinToSub(each)]));
}

/** Null where it is more than texts and references put side by side. */
function textOf(join: unknown): string | null {
  const [separator, parts] = Array.isArray(join) ? join : [];
  if (separator !== '' || !Array.isArray(parts)) return null;
  const texts = parts.map(partOf);
  return texts.includes(null) ? null : texts.join('');
}

function partOf(part: unknown): string | null {
  if (typeof part === 'string') return part.replaceAll('${', '${!');
  const isReference = typeof part === 'object' && part !== null && 'Ref' in part;
  return isReference ? `\${${part.Ref}}` : null;
}
