import type { Progress } from './collect-logs.ts';
import { tellProgress } from './tell-progress.ts';
import type { Terminal } from './terminal.ts';

/** Tells how far the reading of logs has come. */
export function showProgress(terminal: Terminal) {
  const { update, done } = tellProgress(terminal);
  return {
    update: (progress: Progress): void => update((seconds) => progressText(progress, seconds)),
    done,
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
