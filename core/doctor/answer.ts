/** What a service answered when it was asked, or why nothing can be said. Never an empty list instead. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'none'; readonly problem: string };
