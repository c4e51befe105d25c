import { gzipSync } from 'node:zlib';
import { createInterner } from '../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import type { Reading } from '../../core/judge/reading.ts';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import { readMessage } from '../../core/watch/read-message.ts';
import { DEFAULT_REGIONS, organizationPlan } from './scale-plan.ts';
import { organizationSettings } from './scale-policy.ts';
import { createTraffic } from './scale-traffic.ts';

const HOUR_S = 3600;
/** What a full batch holds. */
const LINES_AN_OBJECT = 2350;

/**
 * The evidence of the first hour of an organization, as if all that was called in it had come at once, below
 * a folder of that hour.
 */
export function evidenceOfHour(ratePerSecond: number, folder: string) {
  const plan = { ...organizationPlan(DEFAULT_REGIONS, ratePerSecond), seconds: HOUR_S };
  const { policy, policySha256, version } = organizationSettings(plan.accounts, DEFAULT_REGIONS);
  const write = createEvidenceWriter(policySha256, version);
  const judge = createAloneJudge(policy);
  const intern = createInterner();
  const objects = new Map<string, Uint8Array>();
  let lines = 0;
  for (const region of DEFAULT_REGIONS) {
    const inside = policy.fences.find(({ scope }) => scope.sourceRegions?.includes(region));
    const traffic = createTraffic(plan, region, inside?.regions ?? []);
    let some: string[] = [];
    for (let second = 0; !traffic.isOver(second); second += 1) {
      for (const message of traffic.arrivals(second)) {
        const reading: Reading = readMessage(traffic.bodyOf(message)).reading;
        if (!('line' in reading)) continue;
        some.push(write(judge(intern(reading.line))));
        if (some.length === LINES_AN_OBJECT) keep();
      }
    }
    keep();

    function keep(): void {
      const bytes = gzipSync(`${some.join('\n')}\n`, { level: 1 });
      objects.set(`${folder}/${region}-${sha256Hex(bytes)}.jsonl.gz`, bytes);
      lines += some.length;
      some = [];
    }
  }
  return { policy, policySha256, objects, lines };
}
