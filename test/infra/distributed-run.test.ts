import { describe, expect, it } from 'vitest';
import { named, ofType, synthesize } from './synthesize.ts';

const TRAIL = { trail: 's3://log-archive/org' };
const ROLE = 'arn:aws:iam::444455556666:role/trail-reader';
const homeOf = (context: Readonly<Record<string, string>>) =>
  synthesize(context)['bedrock-geofence-home'];

/** The definition of the state machine; placeholders of CloudFormation by their name. */
function definitionOf(context: Readonly<Record<string, string>>) {
  const machine = named(
    homeOf(context),
    'AWS::StepFunctions::StateMachine',
    'StateMachineName',
    'bedrock-geofence-reconcile',
  );
  const { 'Fn::Join': [, parts] = ['', []] } = machine.DefinitionString as {
    'Fn::Join'?: [string, unknown[]];
  };
  const text = parts
    .map((part) => (typeof part === 'string' ? part : Object.values(part as object).flat()[0]))
    .join('');
  return JSON.parse(text) as { States: Record<string, Record<string, unknown>> };
}

describe('the state machine of a distributed run', () => {
  const { States } = definitionOf(TRAIL);

  it('stands only where a trail is named', () => {
    expect(ofType(homeOf({}), 'AWS::StepFunctions::StateMachine')).toEqual([]);
    const names = ofType(homeOf({}), 'AWS::Lambda::Function').map(
      ({ FunctionName }) => FunctionName,
    );
    expect(names).not.toContain('bedrock-geofence-map-files');
    expect(ofType(homeOf(TRAIL), 'AWS::StepFunctions::StateMachine')).toHaveLength(1);
  });

  it.each(['ReadBucket', 'ReadManifest'])(
    '%s hands batches on, tolerates no failure, and keeps what they answer in the work bucket',
    (name) => {
      expect(States[name]).toMatchObject({
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } },
        ItemBatcher: { MaxItemsPerBatch: 50, BatchInput: { 'run.$': '$.run' } },
        MaxConcurrencyPath: '$.concurrency',
        ToleratedFailureCount: 0,
        ResultPath: null,
        ResultWriter: {
          Resource: 'arn:AWS::Partition:states:::s3:putObject',
          Parameters: {
            Bucket: 'bedrock-geofence-work-AWS::AccountId-eu-central-1',
            'Prefix.$': "States.Format('runs/{}/maps', $.run.name)",
          },
        },
      });
    },
  );

  it('lists the trail itself, or reads a manifest of lines', () => {
    expect(States.ReadBucket?.ItemReader).toEqual({
      Resource: 'arn:AWS::Partition:states:::s3:listObjectsV2',
      ReaderConfig: {},
      Parameters: { Bucket: 'log-archive', Prefix: 'org/AWSLogs/' },
    });
    expect(States.ReadManifest?.ItemReader).toMatchObject({
      Resource: 'arn:AWS::Partition:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSONL' },
    });
  });

  it('cannot list a trail of another account, and says so', () => {
    const elsewhere = definitionOf({ ...TRAIL, trailRole: ROLE });
    expect(elsewhere.States.ReadBucket).toBeUndefined();
    expect(elsewhere.States.TrailElsewhere).toMatchObject({ Type: 'Fail' });
    expect(JSON.stringify(elsewhere.States.WhoReads)).toContain('"Next":"TrailElsewhere"');
  });

  it('every function is called again, with longer and longer waits, where Lambda failed', () => {
    const tasks = JSON.stringify(States).match(/"Type":"Task"/g) ?? [];
    const retries =
      JSON.stringify(States).match(
        /"Lambda.TooManyRequestsException"\],"IntervalSeconds":2,"BackoffRate":2/g,
      ) ?? [];
    expect(tasks.length).toBe(7);
    expect(retries).toHaveLength(tasks.length);
  });

  it('each state leads to one that is there', () => {
    const next = [...JSON.stringify(States).matchAll(/"(?:Next|Default)":"(\w+)"/g)].map(
      ([, name = '']) => name,
    );
    expect(next.length).toBeGreaterThan(8);
    for (const name of next) expect(Object.keys(States)).toContain(name);
  });

  it('workers have 512 MB and a quarter of an hour', () => {
    expect(
      named(homeOf(TRAIL), 'AWS::Lambda::Function', 'FunctionName', 'bedrock-geofence-map-files'),
    ).toMatchObject({ MemorySize: 512, Timeout: 900 });
  });
});
