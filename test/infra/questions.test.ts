import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../core/questions/questions.ts';
import { TABLES } from '../../core/questions/tables.ts';
import { ofType, synthesize } from './synthesize.ts';

type Statement = {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: object;
};

const home = synthesize()['bedrock-geofence-home'];
const tables = ofType(home, 'AWS::Glue::Table').map(({ TableInput }) => TableInput as Table);
type Table = {
  readonly Name: string;
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly PartitionKeys: readonly { readonly Name: string; readonly Type: string }[];
  readonly StorageDescriptor: { readonly Location: object; readonly SerdeInfo: object };
};
/** A name as CloudFormation puts it together. */
const flat = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('{"Ref":"AWS::AccountId"}', '111122223333')
    .replaceAll('{"Ref":"AWS::Partition"}', 'aws')
    .replace(/"Fn::Join":|[[\]{}",]/g, '');

describe('the workgroup', () => {
  const [group] = ofType(home, 'AWS::Athena::WorkGroup');

  it('cannot be overruled by who asks, stops what scans too much, and encrypts results', () => {
    expect(group).toMatchObject({
      Name: 'bedrock-geofence-questions',
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        BytesScannedCutoffPerQuery: 107_374_182_400,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    });
    expect(flat(group?.WorkGroupConfiguration)).toContain(
      's3://bedrock-geofence-work-111122223333-eu-central-1/athena/',
    );
  });

  it('has every question ready, in the database', () => {
    const queries = ofType(home, 'AWS::Athena::NamedQuery');
    expect(queries.map(({ Name }) => Name).sort()).toEqual(
      QUESTIONS.map(({ name }) => name).sort(),
    );
    for (const { Database, WorkGroup, QueryString, Description } of queries) {
      expect([Database, WorkGroup]).toEqual(['bedrock_geofence', 'bedrock-geofence-questions']);
      // Limits of Athena: 262,144 bytes a query, 1,024 characters a description.
      expect(String(QueryString).length).toBeLessThan(5000);
      expect(String(Description).length).toBeLessThan(200);
    }
  });

  it('every table that a query names is there', () => {
    const names = new Set(TABLES.map(({ name }) => name));
    for (const { name, sql } of QUESTIONS) {
      const inside = [...sql.matchAll(/(?:^|[\s,(])(\w+) as \(\s*select/g)].map(([, cte]) => cte);
      const read = [...sql.matchAll(/\b(?:from|join) ([a-z_]+)/g)].map(([, table = '']) => table);
      for (const table of read.filter((each) => each !== 'unnest' && !inside.includes(each))) {
        expect([name, names.has(table)]).toEqual([name, true]);
      }
    }
  });
});

describe('the tables', () => {
  it('are those of the product', () => {
    expect(tables.map(({ Name }) => Name).sort()).toEqual(TABLES.map(({ name }) => name).sort());
  });

  it.each(tables)('$Name computes its partitions from its keys', (table) => {
    const { Parameters, PartitionKeys, StorageDescriptor } = table;
    const names = PartitionKeys.map(({ Name }) => Name);
    if (names.length === 0) {
      expect(Parameters).not.toHaveProperty('projection.enabled');
      return;
    }
    expect(Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.date.type': 'date',
      'projection.date.format': 'yyyy-MM-dd',
      'projection.date.range': expect.stringMatching(/^20\d\d-\d\d-\d\d,NOW$/),
    });
    const template = flat(Parameters['storage.location.template']);
    const folders = names.map((name) => `${name}=$${name}/`).join('');
    expect(template).toBe(`${flat(StorageDescriptor.Location)}${folders}`);
  });

  it.each(tables)(
    '$Name reads JSON lines; broken ones fail where nothing else may lie',
    (table) => {
      expect(table.StorageDescriptor.SerdeInfo).toEqual({
        SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        Parameters: { 'ignore.malformed.json': String(table.Name === 'seals') },
      });
    },
  );

  it('no table lies over the quarantine', () => {
    for (const { StorageDescriptor } of tables) {
      expect(flat(StorageDescriptor.Location)).toMatch(
        /^s3:\/\/bedrock-geofence-(?:evidence|compacted)-111122223333-eu-central-1\/[a-z-]+\/v1\/$/,
      );
      expect(flat(StorageDescriptor.Location)).not.toContain('quarantine');
    }
  });
});

describe('who may ask', () => {
  const [policy] = ofType(home, 'AWS::IAM::ManagedPolicy');
  const document = policy?.PolicyDocument as { Statement: Statement[] } | undefined;
  const statements = document?.Statement ?? [];
  const of = (sid: string) => statements.find(({ Sid }) => Sid === sid);

  it('is said by a policy that is attached to nobody', () => {
    expect(policy?.ManagedPolicyName).toBe('bedrock-geofence-auditor-eu-central-1');
    expect(policy).not.toHaveProperty('Roles');
    expect(policy).not.toHaveProperty('Users');
    expect(policy).not.toHaveProperty('Groups');
  });

  it('may write results and nothing else, delete nothing, and change no table', () => {
    const writing = statements.filter(({ Action }) =>
      [Action].flat().some((action) => /Put|Delete|Create|Update|Tag/.test(action)),
    );
    expect(writing.map(({ Sid }) => Sid)).toEqual(['KeepResults']);
    expect(flat(of('KeepResults')?.Resource)).toBe(
      'arn:aws:s3:::bedrock-geofence-work-111122223333-eu-central-1/athena/*',
    );
  });

  it('reads below the tables, and no quarantine', () => {
    expect(flat(of('ReadWhatIsBelowThem')?.Resource)).not.toContain('quarantine');
    expect([of('ReadWhatIsBelowThem')?.Resource].flat()).toHaveLength(TABLES.length);
    for (const { Resource } of statements) expect([Resource].flat()).not.toContain('*');
  });

  it('decrypts through S3 alone', () => {
    expect(of('DecryptAndEncrypt')?.Condition).toEqual({
      StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
    });
  });
});

it('nobody but the settling run writes copies, and they are encrypted and shut', () => {
  const bucket = ofType(home, 'AWS::S3::Bucket').find(({ BucketName }) =>
    flat(BucketName).includes('-compacted-'),
  );
  expect(bucket).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
      ],
    },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
  });
  const [shut] = ofType(home, 'AWS::S3::BucketPolicy')
    .flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement)
    .filter(({ Sid }) => Sid === 'OnlyTheDailyRunWrites');
  expect(flat(shut?.Condition)).toContain(
    'arn:aws:iam::111122223333:role/bedrock-geofence-compact-eu-central-1',
  );
});

it('the settling run starts after the daily run, which adds what is missing', () => {
  const at = (name: string) =>
    ofType(home, 'AWS::Scheduler::Schedule').find(({ Name }) => Name === name)?.ScheduleExpression;
  expect(at('bedrock-geofence-reconcile')).toBe('cron(10 3 * * ? *)');
  expect(at('bedrock-geofence-compact')).toBe('cron(20 4 * * ? *)');
});
