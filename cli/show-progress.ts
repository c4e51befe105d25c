import type { Progress } from './collect-logs.ts';
import { tellProgress } from './tell-progress.ts';
import type { Terminal } from './terminal.ts';

/** Tells how far the reading of logs has come. */
export function showProgress(terminal: Terminal) {
  const { update, done } = tellProgress(terminal);
  return {
    update: ({ files, bytes, records, bedrockRecords }: Progress): void =>
      update((seconds) => {
        const rate = (bytes / 1e6 / seconds).toFixed(0);
        return `${files} files, ${records} records, ${bedrockRecords} of Bedrock, ${rate} MB/s`;
      }),
    done,
  };
}
