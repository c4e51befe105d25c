import { createEvidenceBucket } from '../../io/evidence-bucket.ts';
import { createTrailBucket } from '../../io/trail-bucket.ts';
import { createWorkBucket } from '../../io/work-bucket.ts';
import type { RunSettings } from './read-settings.ts';

/** The three buckets of a run. Nothing is asked of them before they are used. */
export function openWorld({ destinations, trail, workBucket }: RunSettings) {
  const { homeRegion: region, evidenceBucket: bucket, lockMode, lockDays } = destinations;
  return {
    trail: createTrailBucket({ ...trail, region }),
    evidence: createEvidenceBucket({ bucket, region, lockMode, lockDays }),
    work: createWorkBucket(workBucket, region),
  };
}
