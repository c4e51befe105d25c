import { fieldOf } from '../core/judge/json-fields.ts';
import type { Gap } from '../core/report/audit-report.ts';
import { unzip } from './unzip.ts';

/** What the lines of one object in quarantine say that could not be understood. Never throws. */
export function readQuarantine(key: string, bytes: Uint8Array): readonly Gap[] {
  const unzipped = unzip(bytes);
  if (unzipped.kind !== 'bytes') {
    return [{ kind: 'file', file: key, place: null, problem: unzipped.problem }];
  }
  const lines = new TextDecoder().decode(unzipped.bytes).split('\n');
  return lines.filter((line) => line !== '').map((line, index) => gapOf(key, index, line));
}

function gapOf(key: string, index: number, text: string): Gap {
  const line = parse(text);
  const said = (name: string) => {
    const value = fieldOf(line, name);
    return typeof value === 'string' ? value : null;
  };
  const kind = said('kind');
  const file = said('file');
  return {
    kind: kind === 'file' || kind === 'record' ? kind : 'unrecognised',
    file: file ?? key,
    place: file === null ? `line ${index + 1}` : said('place'),
    problem: said('problem') ?? 'it could not be understood',
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
