import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { bucketNameOf, type Place } from '../core/watch/name-of.ts';
import type { TrailAddress } from './deployment.ts';
import { type HomeParts, homeWork } from './home-work.ts';
import type { RunFunction } from './run-definition.ts';
import { trailAccess } from './trail-access.ts';

/** What one function of a distributed run is, beside its code. */
export type RunFunctionParts = {
  readonly description: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly statements: readonly PolicyStatement[];
  readonly wildcards: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
};

/** Each function of a distributed run, with what it may do and no more. */
export function runFunctions(
  place: Place,
  parts: HomeParts,
  trail: TrailAddress,
): Readonly<Record<RunFunction, RunFunctionParts>> {
  const access = trailAccess(trail);
  const work = workAccess(place);
  const home = (read: readonly string[], write: readonly string[], sids: readonly string[]) => {
    const { statements, wildcards } = homeWork(place, parts, { read, write });
    return { statements: statements.filter(({ sid = '' }) => sids.includes(sid)), wildcards };
  };
  const decrypt = allow('DecryptEvidence', ['kms:Decrypt'], [parts.evidenceKey.keyArn]);
  const of = (
    description: string,
    memoryMb: number,
    { statements, wildcards }: Pick<RunFunctionParts, 'statements' | 'wildcards'>,
    others: readonly PolicyStatement[],
  ): RunFunctionParts => ({
    ...{ description, memoryMb, timeout: Duration.minutes(15) },
    statements: [...statements, ...work.statements, ...others],
    wildcards: {
      ...wildcards,
      ...work.wildcards,
      ...access.wildcards,
      '*': 'PutMetricData knows no resource; the condition holds it by its namespace.',
    },
    environment: {
      ...homeWork(place, parts, { read: [], write: [] }).environment,
      ...access.environment,
      WORK_BUCKET: work.bucket,
    },
  });
  return {
    listTrail: of(
      'Lists the files that a distributed run reads',
      1024,
      home([], [], ['FindEvidence']),
      [...access.find, work.readManifests],
    ),
    mapFiles: of(
      'Reads a batch of files, and spreads their lines by key',
      512,
      home(['evidence'], [], ['ReadEvidence', 'FindEvidence']),
      [...access.read, decrypt],
    ),
    gatherBatches: of(
      'Puts together what the batches of a distributed run say',
      2048,
      home(['seals'], [], ['ReadEvidence', 'FindEvidence']),
      [decrypt],
    ),
    reducePart: of(
      'Compares a part of a trail with evidence, and adds what is missing',
      3008,
      home(
        ['policies'],
        ['evidence', 'policies'],
        ['ReadEvidence', 'FindEvidence', 'WriteEvidence', 'ReadAndEncryptEvidence'],
      ),
      [],
    ),
    finishRun: of(
      'Makes one report of a distributed run, tells people and counts',
      3008,
      home(
        [],
        ['told'],
        [
          ...['FindEvidence', 'WriteEvidence', 'ReadAndEncryptEvidence'],
          ...['TellPeople', 'EncryptMessages', 'Count'],
        ],
      ),
      [],
    ),
  };
}

/** What runs hand on to each other; what people list lies beside it. */
function workAccess(place: Place) {
  const bucket = bucketNameOf('work', Aws.ACCOUNT_ID, place);
  const arn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
  const [runs, manifests] = [`${arn}/runs/*`, `${arn}/manifests/*`];
  return {
    bucket,
    readManifests: allow('ReadManifests', ['s3:GetObject'], [manifests]),
    statements: [
      allow('ReadWork', ['s3:GetObject'], [runs]),
      allow('FindWork', ['s3:ListBucket'], [arn]),
      allow('WriteWork', ['s3:PutObject', 's3:AbortMultipartUpload'], [runs]),
    ],
    wildcards: {
      [runs]: 'What a run hands on is named by the run and by what it holds.',
      [manifests]: 'People name their lists.',
    },
  };
}

function allow(sid: string, actions: string[], resources: string[]): PolicyStatement {
  return new PolicyStatement({ sid, actions, resources });
}
