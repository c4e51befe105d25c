import type { Context } from 'aws-lambda';
import { nameOf } from '../../core/watch/name-of.ts';
import { createEvidenceBucket } from '../../io/evidence-bucket.ts';
import { createFindingsTopic } from '../../io/findings-topic.ts';
import { lookAtOrganization } from '../../io/organization.ts';
import { createMetricsPublisher } from '../../io/publish-metrics.ts';
import { addRegions, regionsByRole } from '../../io/regions-of-accounts.ts';
import { createLog } from '../create-log.ts';
import { readDeployment } from '../read-deployment.ts';
import { coverDaily } from './cover-daily.ts';
import { readCover } from './read-settings.ts';

/** Kept for deciding, keeping and telling when there is no time left to read. */
const RESERVED_MS = 120_000;

/** What the scheduler calls each day. Where the deployment is broken it fails, so that an alarm rings. */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const read = readCover(process.env, await readDeployment(import.meta.url));
  if (read.kind === 'problems') {
    throw new Error(`coverage cannot work: ${read.problems.join('; ')}. Deploy it again.`);
  }
  const { hubAccount, destinations, cover } = read;
  const {
    homeRegion: region,
    evidenceBucket: bucket,
    lockMode,
    lockDays,
    topicArns,
  } = destinations;
  const readRole = nameOf('readRole', { prefix: cover.prefix, region });
  await coverDaily(cover, {
    async lookAtOrganization() {
      const { organization, unseen } = await lookAtOrganization(region, () => undefined);
      const roleOf = (id: string) => `arn:${organization.partition}:iam::${id}:role/${readRole}`;
      const list = regionsByRole(hubAccount, region, roleOf);
      const regions = await addRegions(organization.accounts, list, () => undefined);
      const asOf = new Date().toISOString();
      return {
        organization: { ...organization, asOf, hubAccount, accounts: regions.accounts },
        unseen: [...unseen, ...regions.unseen],
      };
    },
    evidence: createEvidenceBucket({ bucket, region, lockMode, lockDays }),
    publish: createFindingsTopic(topicArns, region),
    publishMetrics: createMetricsPublisher(region),
    log: createLog(console),
    now: Date.now,
    isLate: () => context.getRemainingTimeInMillis() < RESERVED_MS,
  });
}
