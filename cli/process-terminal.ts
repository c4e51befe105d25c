import { styleText } from 'node:util';
import type { Paint, Terminal, Tone } from './terminal.ts';

const STYLES = {
  alarm: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  good: ['bold', 'green'],
  quiet: ['dim'],
  strong: ['bold'],
} as const satisfies Record<Tone, readonly string[]>;

/** The process as a terminal. The only place, with `main.ts`, that touches the process. */
export function processTerminal(): Terminal {
  const controller = new AbortController();
  // A second Ctrl-C finds no listener and ends the process itself, whatever it waits for.
  process.once('SIGINT', () => controller.abort());
  // A reader that goes away early (`| head`) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isInteractive: process.stderr.isTTY === true,
    paint: usesColour() ? paintTone : (_, text) => text,
    signal: controller.signal,
    now: () => performance.now(),
  };
}

function usesColour(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

const paintTone: Paint = (tone, text) => styleText([...STYLES[tone]], text);
