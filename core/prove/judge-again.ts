import { createInterner } from '../judge/intern-facts.ts';
import { createAloneJudge, type JudgedLine } from '../judge/judge-alone.ts';
import type { Judged } from '../judge/judged.ts';
import type { Line } from '../judge/reading.ts';
import { canonicalJson } from '../policy/canonical-json.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { judgementOf } from './evidence-line.ts';

/** How a line came out when it was judged again. */
export type JudgedAgain =
  | { readonly kind: 'same'; readonly judged: JudgedLine }
  /** What the line says, and what its policy gives. */
  | {
      readonly kind: 'otherwise';
      readonly judged: JudgedLine;
      readonly says: string;
      readonly gives: string;
    }
  /** The policy cannot judge: it is none, whatever its hash. */
  | { readonly kind: 'failed' };

/** Judges lines of evidence again, each by the policy that it names, and compares what they say. */
export function createJudgeAgain(): (
  line: Line,
  says: object,
  policy: ResolvedPolicy,
) => JudgedAgain {
  const judges = new Map<ResolvedPolicy, (line: Line) => JudgedLine>();
  const texts = new WeakMap<Judged, string>();
  const intern = createInterner();
  return (line, says, policy) => {
    try {
      const judge = judges.get(policy) ?? createAloneJudge(policy);
      judges.set(policy, judge);
      const judged = judge(intern(line));
      const gives = texts.get(judged.like) ?? JSON.stringify(judgementOf(judged.like));
      texts.set(judged.like, gives);
      const said = JSON.stringify(says);
      const isSame = said === gives || canonicalJson(says) === canonicalJson(JSON.parse(gives));
      return isSame
        ? { kind: 'same', judged }
        : { kind: 'otherwise', judged, says: describe(says), gives: describe(JSON.parse(gives)) };
    } catch {
      return { kind: 'failed' };
    }
  };
}

/** The verdict where there is one, and all of it otherwise. */
function describe(judgement: { verdict?: unknown; inferenceRegion?: unknown }): string {
  const { verdict, inferenceRegion } = judgement;
  const where = typeof inferenceRegion === 'string' ? ` in ${inferenceRegion}` : '';
  return typeof verdict === 'string' ? `${verdict}${where}` : JSON.stringify(judgement);
}
