import type { Scp } from './scp.ts';

/** A policy with the text that it came from. */
export type LintedPolicy = {
  readonly scp: Scp;
  readonly kind: 'scp' | 'identity';
  readonly text: string;
};

/** Every flaw that lint knows, by its stable name. */
export type LintRule =
  | 'no-exception'
  | 'destination-denied'
  | 'model-arn-no-effect'
  | 'wildcard-source'
  | 'trusts-name'
  | 'global-by-name'
  | 'missing-unspecified'
  | 'batch-left-out'
  | 'nothing-can-watch'
  | 'layers-disagree'
  | 'not-action-allow'
  | 'full-access'
  | 'region-less-model'
  | 'action-no-effect'
  | 'size';

export type LintFinding = {
  readonly rule: LintRule;
  readonly policy: string;
  /** 1-based; null where it is the policy as a whole. */
  readonly statement: number | null;
  /** What follows from it. */
  readonly consequence: string;
  readonly fix: string;
};
