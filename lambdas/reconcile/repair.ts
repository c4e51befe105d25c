import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import { canonicalJson } from '../../core/policy/canonical-json.ts';
import { folderOfHour, hourAt } from '../../core/prove/clock-hour.ts';
import type { ComparedSides, MissingLine } from '../../core/prove/compare-sides.ts';
import { createEvidenceWriter, reconciledStray } from '../../core/prove/evidence-line.ts';
import { keepLines } from '../ingest/keep.ts';
import type { Store } from '../ingest/ports.ts';

/** Lines of one object; a run that is stopped has lost no more. */
const MOST_LINES = 20_000;

/**
 * Adds to evidence what only the trail has, marked as reconciled, each line judged by the policy that was
 * in force. The policies come first. Run again after a crash anywhere, it adds what is still missing.
 */
export async function repair(
  { missing, strays }: Pick<ComparedSides, 'missing' | 'strays'>,
  version: string,
  evidence: Pick<Store, 'put'>,
  nowMs: number,
): Promise<void> {
  const policies = new Map(missing.map(({ by }) => [by.sha256, by.policy]));
  for (const [sha256, policy] of policies) {
    await evidence.put(`policies/v1/${sha256}.json`, Buffer.from(canonicalJson(policy)));
  }
  const writers = new Map(
    [...policies].map(([sha256, policy]) => {
      const judge = createAloneJudge(policy);
      const write = createEvidenceWriter(sha256, version);
      return [sha256, ({ line, from }: MissingLine) => write({ ...judge(line), reconciled: from })];
    }),
  );
  const byRegion = new Map<string, string[]>();
  const add = (region: string, text: string) => {
    const texts = byRegion.get(region);
    if (texts === undefined) byRegion.set(region, [text]);
    else texts.push(text);
  };
  for (const each of missing) {
    const write = writers.get(each.by.sha256);
    if (write !== undefined) add(regionOf(each), write(each));
  }
  for (const { corrects, from } of strays) add(OF_NO_REGION, reconciledStray(corrects, from));
  for (const [region, texts] of byRegion) {
    for (let at = 0; at < texts.length; at += MOST_LINES) {
      const begins = `evidence/v1/${folderOfHour(hourAt(nowMs))}/reconciled-${region}-`;
      await keepLines(begins, texts.slice(at, at + MOST_LINES), evidence);
    }
  }
}

const OF_NO_REGION = 'none';

/** What stands in a record may be anything, and a key may not. */
function regionOf({ line }: MissingLine): string {
  const { sourceRegion } = line.facts;
  return /^[a-z0-9-]{1,40}$/.test(sourceRegion) ? sourceRegion : OF_NO_REGION;
}
