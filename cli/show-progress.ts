import type { Progress } from './collect-logs.ts';
import type { Terminal } from './terminal.ts';

const SILENT_MS = 2_000;
const TERMINAL_EVERY_MS = 200;
const PLAIN_EVERY_MS = 10_000;

/**
 * Tells how far the reading has come, on anything over two seconds: one rewritten line on a terminal, a
 * plain line every ten seconds elsewhere.
 */
export function showProgress({ err, isInteractive, now }: Terminal) {
  const startMs = now();
  const everyMs = isInteractive ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS;
  let nextMs = startMs + Math.max(SILENT_MS, isInteractive ? 0 : everyMs);
  let shown = false;
  return {
    update(progress: Progress): void {
      if (now() < nextMs) return;
      nextMs = now() + everyMs;
      shown = true;
      const line = `  ${progressText(progress, (now() - startMs) / 1000)}`;
      err(isInteractive ? `\r\u001b[K${line}` : `${line}\n`);
    },
    done(): void {
      if (shown && isInteractive) err('\r\u001b[K');
    },
  };
}

/** `120 of 500 files, 91 MB, 610 MB/s, 1 s left, 1,204 calls, 3 outside so far`. */
export function progressText(progress: Progress, seconds: number): string {
  const { files, allFiles, bytes, calls, outside } = progress;
  const left = allFiles === null ? null : (seconds / files) * (allFiles - files);
  return [
    allFiles === null ? `${count(files)} files` : `${count(files)} of ${count(allFiles)} files`,
    `${count(bytes / 1e6)} MB`,
    `${count(bytes / 1e6 / seconds)} MB/s`,
    ...(left === null ? [] : [`${duration(left)} left`]),
    `${count(calls)} calls`,
    ...(outside === null ? [] : [`${count(outside)} outside so far`]),
  ].join(', ');
}

function count(value: number): string {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 90) return `${whole} s`;
  if (whole < 5400) return `${Math.round(whole / 60)} min`;
  return `${(whole / 3600).toFixed(1)} h`;
}
