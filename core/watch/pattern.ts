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

/**
 * Sources that only services of AWS can use: `PutEvents` refuses them to everybody else, so that nobody
 * can put a made-up record on the bus (EventBridge API reference, PutEvents, read 2026-11-25).
 */
export const FROM_AWS = [{ prefix: 'aws.' }];
