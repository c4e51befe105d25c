import type { LogEntry } from './ingest/ports.ts';

/** Lambda adds time and request id, and takes objects as structured lines. */
export function createLog(output: Pick<Console, 'info' | 'warn' | 'error'>) {
  return ({ level, ...rest }: LogEntry): void => {
    if (level === 'ERROR') output.error(rest);
    else if (level === 'WARN') output.warn(rest);
    else output.info(rest);
  };
}
