import { Aws } from 'aws-cdk-lib';
import { BATCH_FILES } from '../core/distribute/estimate.ts';

/** What the state machine of a distributed run works with. */
export type RunResources = {
  /** ARNs of its functions. */
  readonly functions: Readonly<Record<RunFunction, string>>;
  readonly workBucket: string;
  /** The trail's bucket and what begins its keys; null where it is of another account. */
  readonly listed: { readonly bucket: string; readonly prefix: string } | null;
};

export type RunFunction = 'listTrail' | 'mapFiles' | 'gatherBatches' | 'reducePart' | 'finishRun';

/** Inline maps run at most 40 at once (Step Functions developer guide, read 2026-11-25). */
const PARTS_AT_ONCE = 40;

/** What Lambda itself failed at, and may not fail at next time. */
const SERVICE_ERRORS = {
  ErrorEquals: [
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
  ],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxAttempts: 6,
  JitterStrategy: 'FULL',
};
/** What a function failed at: a bucket that did not answer. Whatever is done twice is done once. */
const ANY_ERROR = {
  ErrorEquals: ['States.TaskFailed'],
  IntervalSeconds: 5,
  BackoffRate: 3,
  MaxAttempts: 2,
};

/**
 * The states of a distributed run in Amazon States Language: list, map the files, gather what the batches
 * say, compare part by part, compare what corrections join, finish. Children of the map are Standard: they
 * may take a quarter of an hour, and one that failed is found by name and run again; an Express child ends
 * after five minutes and leaves no history.
 */
export function runDefinition({ functions, workBucket, listed }: RunResources) {
  const call = (name: RunFunction, more: object) => ({
    Type: 'Task',
    Resource: functions[name],
    Retry: name === 'listTrail' ? [SERVICE_ERRORS] : [SERVICE_ERRORS, ANY_ERROR],
    ...more,
  });
  const reader = (action: string, config: object, parameters: object) => ({
    Resource: `arn:${Aws.PARTITION}:states:::s3:${action}`,
    ReaderConfig: config,
    Parameters: parameters,
  });
  const mapFiles = (ItemReader: object, Label: string, Next: string) => ({
    Type: 'Map',
    Label,
    ItemReader,
    ItemBatcher: { MaxItemsPerBatch: BATCH_FILES, BatchInput: { 'run.$': '$.run' } },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'ReadBatch',
      States: { ReadBatch: call('mapFiles', { End: true }) },
    },
    MaxConcurrencyPath: '$.concurrency',
    ToleratedFailureCount: 0,
    ResultWriter: {
      Resource: `arn:${Aws.PARTITION}:states:::s3:putObject`,
      Parameters: {
        Bucket: workBucket,
        'Prefix.$': `States.Format('runs/{}/maps', $.run.name)`,
      },
    },
    ResultPath: null,
    Next,
  });
  const direct = { Variable: '$.reader', StringEquals: 'bucket', Next: 'ReadBucket' };
  return {
    Comment: 'Compares a trail with evidence, in parts. Its input: docs/distributed.md',
    StartAt: 'List',
    States: {
      List: call('listTrail', {
        Parameters: {
          'request.$': '$',
          'name.$': '$$.Execution.Name',
          'started.$': '$$.Execution.StartTime',
        },
        Next: 'WhoReads',
      }),
      WhoReads: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.only', BooleanEquals: true, Next: 'OnlyListed' },
          listed === null ? { ...direct, Next: 'TrailElsewhere' } : direct,
          { Variable: '$.items', NumericEquals: 0, Next: 'Gather' },
        ],
        Default: 'ReadManifest',
      },
      OnlyListed: { Type: 'Succeed' },
      ...(listed === null
        ? {
            TrailElsewhere: {
              Type: 'Fail',
              Error: 'TrailElsewhere',
              Cause: 'The trail is of another account: a map cannot list it. Use a manifest.',
            },
          }
        : {
            ReadBucket: mapFiles(
              reader('listObjectsV2', {}, { Bucket: listed.bucket, Prefix: listed.prefix }),
              'ReadBucket',
              'AnyEvidence',
            ),
            AnyEvidence: {
              Type: 'Choice',
              Choices: [{ Variable: '$.items', NumericEquals: 0, Next: 'Gather' }],
              Default: 'ReadManifest',
            },
          }),
      ReadManifest: mapFiles(
        reader('getObject', { InputType: 'JSONL' }, { Bucket: workBucket, 'Key.$': '$.manifest' }),
        'ReadManifest',
        'Gather',
      ),
      Gather: call('gatherBatches', { Parameters: { 'run.$': '$.run' }, Next: 'CompareParts' }),
      CompareParts: {
        Type: 'Map',
        ItemsPath: '$.parts',
        ItemSelector: { 'run.$': '$.run', 'part.$': '$$.Map.Item.Value' },
        MaxConcurrency: PARTS_AT_ONCE,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'ComparePart',
          States: { ComparePart: call('reducePart', { End: true }) },
        },
        ResultPath: null,
        Next: 'CompareLinked',
      },
      CompareLinked: call('reducePart', {
        Parameters: { 'run.$': '$.run', part: 'linked' },
        ResultPath: null,
        Next: 'Finish',
      }),
      Finish: call('finishRun', { Parameters: { 'run.$': '$.run' }, End: true }),
    },
  };
}
