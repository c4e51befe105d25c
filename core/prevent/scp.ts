/** A service control policy as it is evaluated. Everything in it is understood; else it was refused. */
export type Scp = {
  /** The file or the attached policy. */
  readonly name: string;
  readonly statements: readonly Statement[];
};

export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly sid: string | null;
  /** 1-based place in the policy. */
  readonly number: number;
  readonly actions: Names;
  readonly resources: Names;
  readonly conditions: readonly Condition[];
};

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export type Names = { readonly kind: 'among' | 'not-among'; readonly patterns: readonly string[] };

export type Condition = {
  readonly operator: Operator;
  readonly ifExists: boolean;
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
  /** In small letters: IAM does not tell them apart. */
  readonly key: string;
  readonly values: readonly string[];
};

export const OPERATORS = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'Null'],
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What AWS checks once: one action on one resource, with what is known around it. */
export type Authorization = {
  readonly action: string;
  readonly resource: string;
  /** By key in small letters. A key that is not there is missing in the request. */
  readonly context: Readonly<Record<string, string>>;
};

/** Condition keys whose values a call of a model is known to have, or not to have. */
export const CONDITION_KEYS = [
  'aws:RequestedRegion',
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'bedrock:InferenceProfileArn',
] as const;
