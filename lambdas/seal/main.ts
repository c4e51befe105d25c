import { readPublicKey } from '../../core/prove/check-signature.ts';
import { createInvocationsReader } from '../../io/bedrock-invocations.ts';
import { createEvidenceBucket } from '../../io/evidence-bucket.ts';
import { createFindingsTopic } from '../../io/findings-topic.ts';
import { createPublicKeyReader } from '../../io/public-key.ts';
import { createMetricsPublisher } from '../../io/publish-metrics.ts';
import { createReadRoles } from '../../io/read-roles.ts';
import { createSealSigner } from '../../io/seal-signer.ts';
import { createLog } from '../create-log.ts';
import { readDeployment } from '../read-deployment.ts';
import { runHourly } from './hourly.ts';
import { readHourly } from './read-settings.ts';

/** What the scheduler calls each hour. Where the deployment is broken it fails, so that an alarm rings. */
export async function handler(): Promise<void> {
  const read = readHourly(process.env, await readDeployment(import.meta.url));
  if (read.kind === 'problems') {
    throw new Error(`the hourly run cannot work: ${read.problems.join('; ')}. Deploy it again.`);
  }
  const { keyArn, code, regions, tell, policy, destinations, organization } = read;
  const { homeRegion: region, evidenceBucket: bucket, lockMode, lockDays } = destinations;
  const publicKey = readPublicKey(await createPublicKeyReader(region)(keyArn));
  if (publicKey.kind === 'bad')
    throw new Error(`the seal key cannot be used: ${publicKey.problem}`);
  await runHourly(
    {
      ...{ keyArn, publicKey, code, regions, tell, policy },
      topology: organization === null ? 'single' : 'organization',
    },
    {
      ...createEvidenceBucket({ bucket, region, lockMode, lockDays }),
      sign: createSealSigner(keyArn, region),
      publish: createFindingsTopic(destinations.topicArns, region),
      publishMetrics: createMetricsPublisher(region),
      countInvocations: createInvocationsReader(
        organization === null ? undefined : createReadRoles(organization, region),
      ),
      log: createLog(console),
      now: Date.now,
    },
  );
}
