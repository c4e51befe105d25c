import { gunzipSync } from 'node:zlib';
import { createInterner } from '../../core/judge/intern-facts.ts';
import { fieldOf } from '../../core/judge/json-fields.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import type { Judged } from '../../core/judge/judged.ts';
import type { Reading } from '../../core/judge/reading.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import { linesOf, readEvidence } from '../../core/prove/read-evidence.ts';
import { judgeBatch } from '../../core/watch/judge-batch.ts';
import { KINDS, type Kind, type Planted } from './scale-kinds.ts';
import type { Traffic } from './scale-traffic.ts';

/** What evidence settles into, against what was planted. */
export type Checked = {
  readonly lines: number;
  readonly settled: Readonly<Partial<Record<Planted, number>>>;
  /** Calls of which nothing is kept. */
  readonly lost: number;
  /** Calls with another verdict than the one that was planted, or with two. */
  readonly wrong: number;
  /** Findings, by caller and route, that somebody must be told of, and those that nobody was. */
  readonly findings: number;
  readonly untold: number;
};

/** Lines that are settled together, about; each takes up to a kilobyte. */
const LINES_A_PART = 25_000;
const BYTES_A_LINE = 60;
const REMEMBERED_CHARACTERS = 20_000_000;
const REQUEST = '"requestId":"';

/**
 * Settles everything that was written, as every engine does, in parts of whole calls. Corrected calls are
 * a part of their own: one correction makes all lines beside it settle the slow way.
 */
export function checkEvidence(
  objects: ReadonlyMap<string, Uint8Array>,
  traffic: Traffic,
  policy: ResolvedPolicy,
): Checked {
  const found = new Array<Planted | undefined>(traffic.calls());
  const intern = createInterner(REMEMBERED_CHARACTERS);
  const judgeAlone = createAloneJudge(policy);
  let lines = 0;
  let wrong = 0;
  for (const part of partsOf(objects, traffic)) {
    lines += part.length;
    const { settled } = judgeBatch(part.map(read), judgeAlone, policy);
    for (const judged of settled) note(ordinalOf(judged), judged.call?.verdict ?? 'submission');
  }
  for (const text of textsOf(objects, 'quarantine/')) {
    for (const line of new Set(linesOf(text))) {
      const body: unknown = JSON.parse(String(fieldOf(JSON.parse(line), 'body')));
      found[Number.parseInt(String(fieldOf(body, 'id')), 16)] ??= 'quarantined';
    }
  }
  const settled: Partial<Record<Planted, number>> = {};
  let lost = 0;
  for (const [ordinal, outcome] of found.entries()) {
    if (outcome === undefined) lost += 1;
    else settled[outcome] = (settled[outcome] ?? 0) + 1;
    if (outcome !== undefined && outcome !== plantedIn(ordinal)) wrong += 1;
  }
  return { lines, settled, lost, wrong, ...checkTold(objects, traffic) };

  function read(line: string): Reading {
    const [evidence] = readEvidence(line);
    if (evidence?.kind !== 'line') throw new Error(`this is no line of evidence: ${line}`);
    const { reading } = evidence;
    return 'line' in reading ? { ...reading, line: intern(reading.line) } : reading;
  }

  /** Twice the same call is as wrong as another verdict. */
  function note(ordinal: number, outcome: Planted): void {
    if (found[ordinal] !== undefined) wrong += 1;
    found[ordinal] = outcome;
  }

  function plantedIn(ordinal: number): Planted {
    return KINDS[traffic.kindOf(ordinal)].planted;
  }
}

/** All lines of evidence, those of a call together. */
function partsOf(objects: ReadonlyMap<string, Uint8Array>, traffic: Traffic): readonly string[][] {
  let bytes = 0;
  for (const object of objects.values()) bytes += object.length;
  const count = Math.ceil(bytes / BYTES_A_LINE / LINES_A_PART);
  const parts: string[][] = Array.from({ length: count + 1 }, () => []);
  for (const text of textsOf(objects, 'evidence/')) {
    for (const line of linesOf(text)) {
      const from = line.indexOf(REQUEST) + REQUEST.length;
      const ordinal = Number.parseInt(line.slice(from, from + 8), 16);
      const kind: Kind = KINDS[traffic.kindOf(ordinal)];
      parts[kind.correction === undefined ? 1 + (ordinal % count) : 0]?.push(line);
    }
  }
  return parts;
}

/** Every caller that strayed on a route must have been told of at least once. */
function checkTold(objects: ReadonlyMap<string, Uint8Array>, traffic: Traffic) {
  const told = new Set<string>();
  for (const [key, bytes] of objects) {
    if (!key.startsWith('told/')) continue;
    const marker: unknown = JSON.parse(Buffer.from(bytes).toString());
    const field = (name: string) => String(fieldOf(marker, name));
    const role = field('principal').split('/').at(-1);
    told.add([field('accountId'), role, field('sourceRegion'), field('inferenceRegion')].join(' '));
  }
  const findings = new Set<string>();
  for (let ordinal = 0; ordinal < traffic.calls(); ordinal += 1) {
    if (KINDS[traffic.kindOf(ordinal)].planted !== 'outside') continue;
    findings.add(traffic.findingOf(ordinal));
  }
  const untold = [...findings].filter((finding) => !told.has(finding)).length;
  return { findings: findings.size, untold };
}

/** All ids of a call begin with its ordinal, in eight hexadecimal digits. */
function ordinalOf({ call, submission }: Judged): number {
  const [, request] = JSON.parse((call ?? submission)?.key ?? '[]') as string[];
  return Number.parseInt(request ?? '', 16);
}

function* textsOf(objects: ReadonlyMap<string, Uint8Array>, folder: string): Generator<string> {
  for (const [key, bytes] of objects) {
    if (key.startsWith(folder)) yield gunzipSync(bytes).toString('utf8');
  }
}
