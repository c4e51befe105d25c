/** Something in a trail that is wrong: somebody changed, took away or added what CloudTrail delivered. */
export type TrailFlaw = {
  readonly kind: 'changed' | 'missing' | 'added' | 'misplaced';
  /** The file, or the key where there is none. */
  readonly where: string;
  readonly what: string;
};

/** Something that cannot be proven from what is here; nothing says that it is wrong. */
export type TrailUnproven = { readonly where: string; readonly what: string };
