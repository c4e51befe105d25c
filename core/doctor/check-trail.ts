import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';

/** A trail as it can be seen from one Region. */
export type SeenTrail = {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly logging: Answer<boolean>;
  readonly selectors: Answer<Selectors>;
};

/** What a trail selects, as GetEventSelectors answers. */
export type Selectors = {
  readonly basic: readonly { readonly readWriteType: string; readonly management: boolean }[];
  readonly advanced: readonly (readonly FieldSelector[])[];
};

type FieldSelector = {
  readonly field: string;
  readonly equals: readonly string[];
  readonly notEquals: readonly string[];
};

const NAME = 'trail';
const BEDROCK = 'bedrock.amazonaws.com';

/**
 * Whether some trail logs what inference is recorded as: management events, reads too (records of
 * inference have `readOnly` true). Without such a trail no event reaches the rule (EventBridge user
 * guide, eb-service-event-cloudtrail, read 2026-11-23).
 */
export function checkTrail(trails: Answer<readonly SeenTrail[]>, region: string): Check {
  if (trails.kind === 'none') return notLooked(NAME, trails.problem, GRANT);
  const here = trails.value.filter((trail) => trail.multiRegion || trail.homeRegion === region);
  const looked = here.map((trail) => ({ trail, lack: lackOf(trail) }));
  const good = looked.find(({ lack }) => lack === null);
  if (good !== undefined) {
    return ok(NAME, `${good.trail.name} logs management events in ${region}, reads too`);
  }
  const hidden = looked.find(({ lack }) => lack?.kind === 'hidden');
  if (hidden?.lack != null) {
    return notLooked(NAME, `${hidden.trail.name}: ${hidden.lack.problem}`, GRANT);
  }
  const [first] = looked;
  if (first?.lack == null) {
    return wrong(
      NAME,
      `no trail logs ${region}: no record of inference exists, and no event reaches the rule`,
      'create a trail of all Regions with management events, read and write',
    );
  }
  const problems = looked.map(({ trail, lack }) => `${trail.name} ${lack?.problem}`);
  return wrong(NAME, problems.join('; '), first.lack.fix);
}

type Lack = { readonly kind: 'hidden' | 'lack'; readonly problem: string; readonly fix: string };

/** What a trail lacks; null where it logs what is needed. */
function lackOf({ arn, logging, selectors }: SeenTrail): Lack | null {
  for (const answer of [logging, selectors]) {
    if (answer.kind === 'none') return { kind: 'hidden', problem: answer.problem, fix: GRANT };
  }
  if (logging.kind === 'answer' && !logging.value) {
    const fix = `aws cloudtrail start-logging --name ${arn}`;
    return { kind: 'lack', problem: 'does not log: it was stopped', fix };
  }
  if (selectors.kind === 'answer' && selectsReads(selectors.value)) return null;
  return {
    kind: 'lack',
    problem: 'does not log management events with reads: records of inference are reads',
    fix: `aws cloudtrail put-event-selectors --trail-name ${arn} --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true}]' (keep the data events that it selects now)`,
  };
}

function selectsReads({ basic, advanced }: Selectors): boolean {
  const byBasic = basic.some(
    ({ readWriteType, management }) => management && readWriteType !== 'WriteOnly',
  );
  return byBasic || advanced.some((fields) => fields.every(letsThrough) && isManagement(fields));
}

function isManagement(fields: readonly FieldSelector[]): boolean {
  return fields.some(
    ({ field, equals }) => field === 'eventCategory' && equals.includes('Management'),
  );
}

/** Whether a field of an advanced selector lets reads of Bedrock through; what is not known does not. */
function letsThrough({ field, equals, notEquals }: FieldSelector): boolean {
  switch (field) {
    case 'eventCategory':
      return true;
    case 'readOnly':
      return equals.length === 0 ? !notEquals.includes('true') : equals.includes('true');
    case 'eventSource':
      return (equals.length === 0 || equals.includes(BEDROCK)) && !notEquals.includes(BEDROCK);
    default:
      return false;
  }
}
