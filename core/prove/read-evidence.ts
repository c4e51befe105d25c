import { type ReadEvidenceLine, readEvidenceLine } from './read-evidence-line.ts';

/** Reads the lines of one object of evidence, one after the other. */
export function* readEvidence(text: string): Generator<ReadEvidenceLine> {
  for (const line of linesOf(text)) {
    try {
      yield readEvidenceLine(JSON.parse(line));
    } catch {
      yield { kind: 'bad', problem: 'a line is no JSON' };
    }
  }
}

/** The lines that hold anything. One at a time: a hostile object may be made of line feeds alone. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    if (end > start) yield text.slice(start, end);
    start = end + 1;
  }
}
