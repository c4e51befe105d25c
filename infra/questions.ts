import { Aws } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { pascal } from '../core/prevent/pascal.ts';
import { QUESTIONS } from '../core/questions/questions.ts';
import { type QuestionTable, TABLES } from '../core/questions/tables.ts';
import { bucketNameOf, nameOf, type Place } from '../core/watch/name-of.ts';
import { createAuditorPolicy } from './auditor-policy.ts';

/**
 * A query that would read more is stopped: 100 GiB, half a dollar (USD 5 a TB; Athena pricing, read
 * 2026-11-25).
 */
const MOST_BYTES = 100 * 1024 ** 3;

/** Questions over evidence: tables, queries that are ready to run, the workgroup they run in, who may ask. */
export class Questions extends Construct {
  constructor(scope: Construct, id: string, place: Place, key: Key) {
    super(scope, id);
    const databaseName = nameOf('database', place);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: {
        name: databaseName,
        description: 'Where Bedrock inference ran, and who can prove it',
      },
    });
    for (const table of TABLES) {
      new CfnTable(this, `Table${pascal(table.name)}`, {
        catalogId: Aws.ACCOUNT_ID,
        databaseName,
        tableInput: tableInput(table, place),
      }).addResourceDependency(database);
    }
    const workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: nameOf('questions', place),
      description: 'Questions over evidence of where Bedrock inference ran',
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MOST_BYTES,
        requesterPaysEnabled: false,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${bucketNameOf('work', Aws.ACCOUNT_ID, place)}/athena/`,
          expectedBucketOwner: Aws.ACCOUNT_ID,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
    for (const { name, asks, sql } of QUESTIONS) {
      const query = new CfnNamedQuery(this, `Query${pascal(name)}`, {
        name,
        description: asks,
        database: databaseName,
        workGroup: workgroup.name,
        queryString: sql.trim(),
      });
      query.addResourceDependency(workgroup);
      query.addResourceDependency(database);
    }
    createAuditorPolicy(this, place, key);
  }
}

function tableInput(table: QuestionTable, place: Place): CfnTable.TableInputProperty {
  const bucket = bucketNameOf(table.bucket, Aws.ACCOUNT_ID, place);
  const location = `s3://${bucket}/${table.prefix}`;
  return {
    name: table.name,
    description: table.comment,
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'json',
      ...projectionOf(table, location),
    },
    partitionKeys: table.partitions.map((name) => ({
      name,
      type: name === 'hour' ? 'int' : 'string',
      comment: COMMENTS[name],
    })),
    storageDescriptor: {
      location,
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      compressed: true,
      columns: table.columns.map(({ name, type, comment }) => ({ name, type, comment })),
      serdeInfo: {
        serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        parameters: { 'ignore.malformed.json': String(table.skipsWhatIsNoJson) },
      },
    },
  };
}

const COMMENTS = {
  date: 'UTC day, from the key',
  hour: 'Hour of that day, from the key',
} as const;

/** Partitions are computed from their rule: nothing has to be loaded when a day begins. */
function projectionOf(
  { partitions, firstDay }: QuestionTable,
  location: string,
): Readonly<Record<string, string>> {
  if (partitions.length === 0) return {};
  const hours = {
    'projection.hour.type': 'integer',
    'projection.hour.range': '0,23',
    'projection.hour.digits': '2',
  };
  return {
    'projection.enabled': 'true',
    'projection.date.type': 'date',
    'projection.date.format': 'yyyy-MM-dd',
    'projection.date.range': `${firstDay},NOW`,
    'projection.date.interval': '1',
    'projection.date.interval.unit': 'DAYS',
    ...(partitions.includes('hour') ? hours : {}),
    'storage.location.template': `${location}${partitions
      .map((name) => `${name}=\${${name}}/`)
      .join('')}`,
  };
}
