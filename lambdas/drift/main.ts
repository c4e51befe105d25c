import { createEvidenceBucket } from '../../io/evidence-bucket.ts';
import { createFindingsTopic } from '../../io/findings-topic.ts';
import { listInferenceProfiles } from '../../io/inference-profiles.ts';
import { createLog } from '../create-log.ts';
import { readSettings } from '../ingest/read-settings.ts';
import { readDeployment } from '../read-deployment.ts';
import { watchDrift } from './drift.ts';

/** What the scheduler calls each day. */
export async function handler(): Promise<void> {
  const read = readSettings(process.env, await readDeployment(import.meta.url));
  if (read.kind === 'problems') {
    throw new Error(`drift cannot compare: ${read.problems.join('; ')}. Deploy it again.`);
  }
  const { homeRegion, evidenceBucket: bucket, lockMode, lockDays } = read.destinations;
  const { region, policy, policySha256 } = read.ingest;
  await watchDrift(
    { region, policy, policySha256 },
    {
      list: () => listInferenceProfiles(region, 'SYSTEM_DEFINED'),
      store: createEvidenceBucket({ bucket, region: homeRegion, lockMode, lockDays }),
      publish: createFindingsTopic(read.destinations.topicArns, homeRegion),
      log: createLog(console),
      now: Date.now,
    },
  );
}
