import type { ReconcileReport } from '../core/prove/reconcile-report.ts';
import { EXIT, type Exit } from './terminal.ts';

/** 2: not every hour could be compared; 1: the two sides do not agree; 0: they do, hour by hour. */
export function reconcileExit({ hours, silent, left, unseen, files }: ReconcileReport): Exit {
  const blind = [...hours, ...silent].some(({ state }) => state === 'not looked at');
  if (blind || unseen.count > 0 || files === 0) return EXIT.failed;
  return left > 0 ? EXIT.found : EXIT.clean;
}
