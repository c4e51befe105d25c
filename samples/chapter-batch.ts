import { ACCOUNT, CALLER, callerArn } from './callers.ts';
import type { CallInFile, Day } from './day.ts';
import { MODEL } from './models.ts';

const { documentBatch, claimsSummary } = CALLER;

const BATCH_HOST = 'bedrock.eu-central-1.amazonaws.com';

function batchJob(jobName: string, modelId: string): CallInFile {
  return {
    caller: documentBatch,
    client: 'java',
    eventName: 'CreateModelInvocationJob',
    requestParameters: {
      jobName,
      modelId,
      roleArn: `arn:aws:iam::${ACCOUNT.batchEu}:role/DocumentBatch`,
      inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://claims-eu-central-1/in/' } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://claims-eu-central-1/out/' } },
    },
    host: BATCH_HOST,
    fields: { readOnly: false },
  };
}

function researchJobs(day: Day): void {
  const host = 'bedrock.eu-west-2.amazonaws.com';
  day.submission(
    'morningLondon',
    {
      caller: CALLER.nightlyEval,
      client: 'boto3',
      eventName: 'CreateModelInvocationJob',
      requestParameters: {
        jobName: 'nightly-eval-1103',
        modelId: MODEL.haiku,
        roleArn: 'arn:aws:iam::444455556666:role/NightlyEval',
        inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://research-eval-eu-west-2/in/' } },
        outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://research-eval-eu-west-2/out/' } },
      },
      host,
      fields: { readOnly: false },
    },
    {
      exposed: true,
      why: 'A batch job through eu. from London: exposed, and its Region is never recorded.',
    },
  );
  day.submission(
    'afternoonOhio',
    {
      caller: CALLER.researchNotebook,
      client: 'boto3',
      eventName: 'StartAsyncInvoke',
      requestParameters: {
        modelId: MODEL.reel,
        outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://research-video-us-east-2' } },
      },
      dataEvent: true,
      fields: { readOnly: false },
    },
    { exposed: false, why: 'An async invocation of a base model stays in Ohio.' },
  );
}

/** The batch account: jobs at night in Frankfurt, claims in the evening in Paris; and the jobs of research. */
export function writeBatch(day: Day): void {
  day.submission('nightFrankfurt', batchJob('claims-1103', MODEL.novaLite), {
    exposed: false,
    why: 'A batch job through eu. from Frankfurt: no route leaves the fence.',
  });
  day.submission(
    'nightFrankfurt',
    {
      ...batchJob('claims-1103-retry', MODEL.novaPro),
      error: {
        code: 'AccessDeniedException',
        message: `User: ${callerArn(documentBatch)} is not authorized to perform: bedrock:CreateModelInvocationJob on resource: arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-pro-v1:0`,
      },
    },
    { exposed: false, why: 'A refused batch job counts as a submission and nowhere else.' },
  );
  day.submission(
    'nightFrankfurt',
    {
      caller: documentBatch,
      client: 'boto3',
      eventName: 'InvokeDataAutomationAsync',
      requestParameters: {
        dataAutomationProfileArn: `arn:aws:bedrock:eu-central-1:${ACCOUNT.batchEu}:data-automation-profile/eu.data-automation-v1`,
        inputConfiguration: { s3Uri: 's3://claims-eu-central-1/scans/' },
        outputConfiguration: { s3Uri: 's3://claims-eu-central-1/parsed/' },
      },
      host: 'bedrock-data-automation-runtime.eu-central-1.amazonaws.com',
      dataEvent: true,
      fields: { readOnly: false },
    },
    {
      exposed: false,
      why: 'A Data Automation job through its eu. profile from Frankfurt: no route leaves the fence.',
    },
  );
  for (let i = 0; i < 9; i += 1) {
    day.call(
      'nightFrankfurt',
      { caller: documentBatch, client: 'java', eventName: 'InvokeModel', model: MODEL.titanEmbed },
      {
        verdict: 'inside',
        basis: 'assumed-source',
        ranIn: 'eu-central-1',
        why: 'A base model cannot leave its Region, and the source Region is inside.',
      },
    );
  }
  const claim: CallInFile = {
    caller: claimsSummary,
    client: 'java',
    eventName: 'InvokeModel',
    model: MODEL.novaLite,
  };
  for (let i = 0; i < 8; i += 1) {
    day.call('eveningBatch', claim, {
      verdict: 'inside',
      basis: 'assumed-source',
      ranIn: 'eu-west-3',
      why: 'A served Converse or InvokeModel that names no Region ran in its source Region; that Region is inside.',
    });
  }
  for (let i = 0; i < 6; i += 1) {
    const tokens = [day.random.integer(400, 3000), day.random.integer(60, 500)] as const;
    day.call(
      'eveningBatch',
      { ...claim, ranIn: 'eu-central-1', tokens },
      {
        verdict: 'inside',
        basis: 'reported',
        ranIn: 'eu-central-1',
        why: 'The call names an inference Region of the fence.',
      },
    );
  }
  researchJobs(day);
}
