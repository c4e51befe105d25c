import type { Progress } from './collect-logs.ts';
import type { Terminal } from './terminal.ts';

const SILENT_MS = 2_000;
const TERMINAL_EVERY_MS = 200;
const PLAIN_EVERY_MS = 10_000;

/** Tells how far the reading has come, on anything over two seconds: one rewritten line on a terminal. */
export function showProgress({ err, isInteractive, now }: Terminal) {
  const startMs = now();
  const everyMs = isInteractive ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS;
  let nextMs = startMs + Math.max(SILENT_MS, isInteractive ? 0 : everyMs);
  let shown = false;
  return {
    update({ files, bytes, records, bedrockRecords }: Progress): void {
      if (now() < nextMs) return;
      nextMs = now() + everyMs;
      shown = true;
      const rate = bytes / 1e6 / ((now() - startMs) / 1000);
      const line = `  ${files} files, ${records} records, ${bedrockRecords} of Bedrock, ${rate.toFixed(0)} MB/s`;
      err(isInteractive ? `\r\u001b[K${line}` : `${line}\n`);
    },
    done(): void {
      if (shown && isInteractive) err('\r\u001b[K');
    },
  };
}
