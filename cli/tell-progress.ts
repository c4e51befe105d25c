import type { Terminal } from './terminal.ts';

const SILENT_MS = 2_000;
const TERMINAL_EVERY_MS = 200;
const PLAIN_EVERY_MS = 10_000;

/** Tells how far something has come, if it takes over two seconds: one rewritten line on a terminal. */
export function tellProgress({ err, isInteractive, now }: Terminal) {
  const startMs = now();
  const everyMs = isInteractive ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS;
  let nextMs = startMs + Math.max(SILENT_MS, isInteractive ? 0 : everyMs);
  let shown = false;
  return {
    /** `describe` is asked only when something is told. */
    update(describe: (seconds: number) => string): void {
      if (now() < nextMs) return;
      nextMs = now() + everyMs;
      shown = true;
      const line = `  ${describe((now() - startMs) / 1000)}`;
      err(isInteractive ? `\r\u001b[K${line}` : `${line}\n`);
    },
    done(): void {
      if (shown && isInteractive) err('\r\u001b[K');
    },
  };
}
