import type { Exit, Terminal } from './terminal.ts';

/** What every command is given of the process. */
type Session = { readonly terminal: Terminal; readonly version: string };

/** Runs a command and keeps how it ended; main.ts alone hands that to the process. */
export type RunCommand = (command: (session: Session) => Promise<Exit>) => Promise<void>;
