import { type ReadEvidenceLine, readEvidenceLine } from './read-evidence-line.ts';

/** Reads the lines of one object of evidence. */
export function* readEvidence(text: string): Generator<ReadEvidenceLine> {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      yield readEvidenceLine(JSON.parse(line));
    } catch {
      yield { kind: 'bad', problem: 'a line is no JSON' };
    }
  }
}
