/** Valid CloudTrail records to perturb. Shapes are AWS's; every value is invented. */

export type RecordJson = Record<string, unknown>;

let serial = 0;

/** A served Converse call through `eu.` from Frankfurt in which nothing names a Region. */
export function aCall(over: RecordJson = {}): RecordJson {
  serial += 1;
  const region = typeof over.awsRegion === 'string' ? over.awsRegion : 'eu-central-1';
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/ChatBackend/session-1',
      accountId: '111122223333',
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/ChatBackend' },
      },
    },
    eventTime: '2026-11-03T10:31:07Z',
    eventSource: 'bedrock.amazonaws.com',
    eventName: 'Converse',
    awsRegion: region,
    userAgent: 'Boto3/1.40.1 md/Botocore#1.40.1 lang/python#3.12.1',
    requestParameters: { modelId: 'eu.anthropic.claude-opus-5' },
    responseElements: null,
    requestID: `request-${serial}`,
    eventID: `event-${serial}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    tlsDetails: { clientProvidedHostHeader: `bedrock-runtime.${region}.amazonaws.com` },
    ...over,
  };
}

/** A streaming call through `eu.` from Frankfurt whose completion tells the Region. */
export function aStream(over: RecordJson = {}): RecordJson {
  return aCall({ eventName: 'ConverseStream', ...over });
}

/** The completion of a stream. */
export function aCompletion(
  parent: RecordJson,
  inferenceRegion: unknown,
  over: RecordJson = {},
): RecordJson {
  serial += 1;
  return {
    ...aCall({ awsRegion: parent.awsRegion, eventName: parent.eventName }),
    eventType: 'AwsServiceEvent',
    requestParameters: undefined,
    managementEvent: undefined,
    tlsDetails: undefined,
    eventTime: '2026-11-03T10:31:09Z',
    serviceEventDetails: {
      parentRequestId: parent.requestID,
      AdditionalEventData: {
        additionalEntries: { inferenceRegion, inputTokens: '120', outputTokens: '40' },
      },
    },
    ...over,
  };
}

/** A call whose record names the Region that served it. */
export function aReported(inferenceRegion: unknown, over: RecordJson = {}): RecordJson {
  return aCall({
    additionalEventData: { inferenceRegion, inputTokens: 120, outputTokens: 40 },
    ...over,
  });
}

/** Batch work through `eu.` from Frankfurt. */
export function aSubmission(over: RecordJson = {}): RecordJson {
  return aCall({
    eventName: 'CreateModelInvocationJob',
    tlsDetails: { clientProvidedHostHeader: 'bedrock.eu-central-1.amazonaws.com' },
    ...over,
  });
}

/** An `UPDATED_DATA` record that corrects another. */
export function aCorrection(of: RecordJson, over: RecordJson = {}): RecordJson {
  serial += 1;
  return {
    ...of,
    eventID: `event-${serial}`,
    addendum: { reason: 'UPDATED_DATA', originalEventID: of.eventID },
    ...over,
  };
}
