/** How one look at the account ended. */
export type Check = {
  /** What was looked at: "trail". */
  readonly name: string;
  /** `unknown`: it could not be looked at, and nothing can be said. */
  readonly outcome: 'ok' | 'wrong' | 'unknown';
  readonly found: string;
  /** What to do; null where nothing is to be done. */
  readonly fix: string | null;
};

export function ok(name: string, found: string): Check {
  return { name, outcome: 'ok', found, fix: null };
}

export function wrong(name: string, found: string, fix: string): Check {
  return { name, outcome: 'wrong', found, fix };
}

export function notLooked(name: string, problem: string, fix: string): Check {
  return { name, outcome: 'unknown', found: problem, fix };
}

export const GRANT = 'grant it to whoever runs this, read-only, and look again';
