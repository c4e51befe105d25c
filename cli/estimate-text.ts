import type { Estimate, Work } from '../core/distribute/estimate.ts';
import { labelled } from './layout.ts';

/** What a run will take, for people, before it is begun. */
export function estimateText(work: Work, { batches, workers, minutes, usd }: Estimate): string {
  const size =
    work.bytes < 1e9
      ? `${(work.bytes / 1e6).toFixed(1)} MB`
      : `${(work.bytes / 1e9).toFixed(1)} GB`;
  return `${[
    ...labelled(
      'To read',
      `${work.files} log files (${size}, packed), ${work.kept} objects of evidence`,
    ),
    ...labelled('In', `${batches} batches, ${workers} at once; settled in ${work.parts} parts`),
    ...labelled('It takes', `about ${Math.ceil(minutes)} min`),
    ...labelled(
      'It costs',
      `about $${usd < 0.01 ? '0.01' : usd.toFixed(2)} (list prices of us-east-1, 2026-11-24)`,
    ),
  ].join('\n')}\n`;
}
