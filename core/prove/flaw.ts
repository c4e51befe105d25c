/** What can be wrong with evidence. */
export type FlawKind =
  | 'changed'
  | 'missing'
  | 'added'
  | 'reordered'
  | 're-dated'
  | 'cut short'
  | 'other key'
  | 'unsigned'
  | 'gap'
  | 'hidden'
  | 'overwritten'
  | 'judged otherwise'
  /** Old enough to be sealed, and no seal names it: not altered, and not proven. */
  | 'not covered';

/** One thing that is wrong. */
export type Flaw = {
  readonly kind: FlawKind;
  /** The key of the object, with the line where one is meant. */
  readonly where: string;
  /** What is wrong with it, for a person. */
  readonly what: string;
};

/** Something that could not be looked at. */
export type Unseen = { readonly where: string; readonly problem: string };
