import { canonicalJson } from '../policy/canonical-json.ts';
import { CALLS_PATTERN } from '../watch/calls-pattern.ts';
import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';

/** The rule on the default bus of one Region. */
export type SeenRule = {
  readonly name: string;
  readonly state: string;
  /** Null where its pattern is no JSON. */
  readonly pattern: unknown;
  readonly targetArns: readonly string[];
};

const NAME = 'rule';
const STATE = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

/** Whether the rule sees reads, matches what this release matches, and fills our queue. */
export function checkRule(rule: Answer<SeenRule | null>, queueArn: string, region: string): Check {
  if (rule.kind === 'none') return notLooked(NAME, rule.problem, GRANT);
  if (rule.value === null) {
    return wrong(NAME, `there is none in ${region}: nothing is watched live`, deployIn(region));
  }
  const { name, state, pattern, targetArns } = rule.value;
  if (state !== STATE) {
    return wrong(
      NAME,
      `${name} is ${state}: it ${state === 'ENABLED' ? 'never sees reads, and inference is a read' : 'sees nothing'}`,
      `deploy again: its state must be ${STATE}, which no console can set`,
    );
  }
  if (canonicalJson(pattern) !== canonicalJson(CALLS_PATTERN)) {
    return wrong(NAME, `${name} has another pattern than this release`, 'deploy this release');
  }
  if (!targetArns.includes(queueArn)) {
    return wrong(NAME, `${name} does not fill ${queueArn}`, 'deploy again');
  }
  return ok(NAME, `${name} sees reads and fills the queue`);
}

function deployIn(region: string): string {
  return `add ${region} to "sourceRegions" in cdk.json, and deploy`;
}
