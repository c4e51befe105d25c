/**
 * An event pattern of EventBridge, as far as this project uses its language (EventBridge user guide,
 * eb-create-pattern-operators, read 2026-11-24).
 */
export type Pattern = { readonly [field: string]: Pattern | readonly Match[] | readonly Pattern[] };

export type Match =
  | string
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly wildcard: string }
  | { readonly exists: boolean }
  | {
      readonly 'anything-but':
        | readonly string[]
        | { readonly prefix: readonly string[] }
        | { readonly wildcard: readonly string[] };
    };
