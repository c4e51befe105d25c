import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import type { Flaw, Unseen } from '../core/prove/flaw.ts';
import { createJudgeAgain } from '../core/prove/judge-again.ts';
import type { ReadEvidenceLine } from '../core/prove/read-evidence-line.ts';
import { createSettlePlan, emptyCounts, type SettledCounts } from '../core/prove/settle-again.ts';
import { createPart } from '../core/prove/settle-part.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { readContent } from '../io/read-content.ts';

/** Things that are kept of each kind; all are counted in the exit code by the first. */
const MOST_KEPT = 1000;

type Ref = { readonly key: string; readonly versionId: string | null };

/** Judges all evidence again, line by line as it is read, and settles it at the end. */
export function createEvidenceJudge(
  policies: ReadonlyMap<string, ResolvedPolicy>,
  source: EvidenceSource,
) {
  const judgeAgain = createJudgeAgain();
  const plan = createSettlePlan();
  const objects: Ref[] = [];
  const strays: string[] = [];
  const flaws: Flaw[] = [];
  const unjudged = new Map<string, string>();
  const unsettled: Unseen[] = [];
  let records = 0;

  return {
    flaws,
    records: () => records,
    unseen: (): readonly Unseen[] => [
      ...[...unjudged].map(([hash, problem]) => ({ where: `policies/v1/${hash}.json`, problem })),
      ...unsettled,
    ],
    /** What takes the lines of one object, which must come in a row. */
    open(ref: Ref): (line: ReadEvidenceLine) => void {
      let number = 0;
      return (line) => {
        if (number === 0) {
          plan.nextObject();
          objects.push(ref);
        }
        number += 1;
        take(line, `${ref.key} line ${number}`);
      };
    },
    settle,
  };

  function take(line: ReadEvidenceLine, where: string): void {
    if (line.kind === 'bad') return;
    const { reading, judged: says, policySha256 } = line;
    if (!('line' in reading)) {
      if (reading.corrects === null) return;
      strays.push(reading.corrects);
      plan.addStray(reading.corrects);
      return;
    }
    const policy = policies.get(policySha256 ?? '');
    if (policy === undefined || says === null || policySha256 === null) {
      unjudged.set(policySha256 ?? '', 'lines name it, and it is not there as it was');
      return;
    }
    const again = judgeAgain(reading.line, says, policy);
    if (again.kind === 'failed') {
      unjudged.set(policySha256, 'it is no policy that can judge');
      return;
    }
    records += 1;
    plan.addLine(again.judged);
    if (again.kind === 'otherwise' && flaws.length < MOST_KEPT) {
      const what = `it says ${again.says}, and its policy gives ${again.gives}`;
      flaws.push({ kind: 'judged otherwise', where, what });
    }
  }

  async function settle(): Promise<SettledCounts> {
    const { lone, parts, partOf, objectsOf } = plan.finish();
    const counts = { ...emptyCounts(), ...lone };
    for (let part = 0; part < parts; part += 1) {
      const together = createPart();
      for (const object of objectsOf(part)) {
        await eachLine(objects[object], (line) => {
          if (line.kind === 'bad' || !('line' in line.reading)) return;
          const policy = policies.get(line.policySha256 ?? '');
          const its = line.reading.line;
          if (policy !== undefined && partOf(its) === part) together.add(its, policy);
        });
      }
      for (const { call, submission } of together.settle(part === 0 ? strays : [])) {
        if (call !== null) counts[call.verdict] += 1;
        if (submission !== null) counts.submissions += 1;
      }
    }
    return counts;
  }

  async function eachLine(
    ref: Ref | undefined,
    take: (line: ReadEvidenceLine) => void,
  ): Promise<void> {
    if (ref === undefined) return;
    const read = await source.read(ref.key, ref.versionId);
    if (read.kind === 'bytes') {
      await readContent({ ...ref, writtenMs: 0 }, read.bytes, take);
      return;
    }
    const why = read.kind === 'missing' ? 'it vanished' : read.problem;
    unsettled.push({ where: ref.key, problem: `read again, to settle its calls: ${why}` });
  }
}
