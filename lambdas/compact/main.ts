import { S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from '../../io/client-options.ts';
import { createCompactedBucket } from '../../io/compacted-bucket.ts';
import { createObjectReader } from '../../io/object-reader.ts';
import { createLog } from '../create-log.ts';
import { compactDaily } from './compact-daily.ts';

/** What the scheduler calls each day. Where the deployment is broken it fails, so that an alarm rings. */
export async function handler(): Promise<void> {
  const { HOME_REGION: region = '', EVIDENCE_BUCKET: evidence = '' } = process.env;
  const { COMPACTED_BUCKET: compacted = '' } = process.env;
  if ([region, evidence, compacted].includes('')) {
    throw new Error(
      'compacting cannot work: HOME_REGION, EVIDENCE_BUCKET or COMPACTED_BUCKET is missing. Deploy it again.',
    );
  }
  await compactDaily({
    evidence: createObjectReader(new S3Client({ ...CLIENT_OPTIONS, region }), evidence),
    compacted: createCompactedBucket(compacted, region),
    log: createLog(console),
    now: Date.now,
  });
}
