/** What a command may touch of the process: findings go to `out`, talk goes to `err`. */
export type Terminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A person looks at `err`, so that a line there may be rewritten. */
  readonly isInteractive: boolean;
  /** Colours for `out`; plain where it is no terminal or NO_COLOR is set. */
  readonly paint: Paint;
  /** Fires on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly now: () => number;
};

export type Tone = 'alarm' | 'warning' | 'good' | 'quiet' | 'strong';

/** Colours a text. */
export type Paint = (tone: Tone, text: string) => string;

/** How a command ends. As with grep: nothing found, something found, could not look. */
export const EXIT = { clean: 0, found: 1, failed: 2, interrupted: 130 } as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];
