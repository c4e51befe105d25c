/**
 * Bodies of queue messages as EventBridge writes them: about 2,100 bytes each, so that 2,350 and their
 * metadata fill the 6 MB that Lambda takes at once. Deterministic; a few models, roles and routes, as
 * real traffic has.
 */
export function createBodies(count: number, seed = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => JSON.stringify(createEvent(index, seed)));
}

const ROLES = ['ChatBackend', 'ResearchNotebook', 'SwissPilot', 'CodingAgents', 'NightlyBatch'];
const MODELS = [
  'eu.anthropic.claude-sonnet-4-6',
  'eu.amazon.nova-pro-v1:0',
  'global.anthropic.claude-sonnet-4-6',
  'amazon.nova-lite-v1:0',
];
const DESTINATIONS = ['eu-central-1', 'eu-west-1', 'eu-west-3', 'eu-north-1'];
const NAMES = ['Converse', 'InvokeModel', 'ConverseStream', 'InvokeModelWithResponseStream'];

function createEvent(index: number, seed: number) {
  const id = (salt: number) => uuidOf(index * 7919 + seed * 104_729 + salt);
  const role = at(ROLES, index * 7);
  const time = new Date(Date.UTC(2026, 10, 3, 10, 0, 0) + index * 10).toISOString();
  const eventTime = time.replace(/\.\d{3}Z$/, 'Z');
  const inferenceRegion = index % 5 === 0 ? undefined : at(DESTINATIONS, index);
  return {
    version: '0',
    id: id(1),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.bedrock',
    account: '111122223333',
    time: eventTime,
    region: 'eu-central-1',
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        principalId: `AROAEXAMPLE${role.toUpperCase()}:ip-10-20-30-${index % 50}.eu-central-1.compute.internal`,
        arn: `arn:aws:sts::111122223333:assumed-role/${role}/ip-10-20-30-${index % 50}.eu-central-1.compute.internal`,
        accountId: '111122223333',
        accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: `AROAEXAMPLE${role.toUpperCase()}`,
            arn: `arn:aws:iam::111122223333:role/${role}`,
            accountId: '111122223333',
            userName: role,
          },
          webIdFederationData: {
            federatedProvider:
              'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
            attributes: {},
          },
          attributes: { creationDate: '2026-11-03T09:00:00Z', mfaAuthenticated: 'false' },
        },
      },
      eventTime,
      eventSource: 'bedrock.amazonaws.com',
      eventName: at(NAMES, index >> 2),
      awsRegion: 'eu-central-1',
      sourceIPAddress: '10.20.30.40',
      userAgent:
        'Boto3/1.40.1 md/Botocore#1.40.1 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.147-172.266.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.4 md/pyimpl#CPython m/Z,b,D,e cfg/retry-mode#standard exec-env/AWS_ECS_FARGATE Botocore/1.40.1',
      requestParameters: { modelId: at(MODELS, index >> 1) },
      responseElements: null,
      additionalEventData: { inferenceRegion, inputTokens: 812, outputTokens: 233 },
      requestID: id(2),
      eventID: id(3),
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '111122223333',
      vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
      vpcEndpointAccountId: '111122223333',
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: 'bedrock-runtime.eu-central-1.amazonaws.com',
      },
    },
  };
}

function at(items: readonly string[], index: number): string {
  return items[index % items.length] ?? '';
}

/** Looks like a UUID, and is the same for the same number. */
function uuidOf(number: number): string {
  let state = number | 0;
  const digits = Array.from({ length: 32 }, () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) | 0;
    return ((state >>> 12) & 15).toString(16);
  }).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
