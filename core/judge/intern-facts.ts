import type { Line, LineFacts } from './reading.ts';

/**
 * Makes lines that share their facts share one object, so that a line costs about 200 bytes however
 * long its ARNs are.
 */
export function createInterner(): (line: Line) => Line {
  const known = new Map<string, LineFacts>();
  return (line) => {
    const text = JSON.stringify(line.facts);
    const facts = known.get(text);
    if (facts !== undefined) return { ...line, facts };
    known.set(text, line.facts);
    return line;
  };
}
