/** The Region deny of the AWS article, written from its facts, before and after its extension. */
const GLOBAL_SERVICES = [
  'iam:*',
  'organizations:*',
  'sts:*',
  'support:*',
  'route53:*',
  'cloudfront:*',
];
const EXEMPT = 'arn:aws:iam::*:role/AWSControlTowerExecution';

export function regionDeny(regions: readonly string[], profiles: readonly string[] = []) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyOutsideRegions',
        Effect: 'Deny',
        NotAction: GLOBAL_SERVICES,
        Resource: '*',
        Condition: {
          StringNotEquals: { 'aws:RequestedRegion': regions },
          ArnNotLike: {
            'aws:PrincipalARN': [EXEMPT],
            ...(profiles.length === 0 ? {} : { 'bedrock:InferenceProfileArn': profiles }),
          },
        },
      },
    ],
  };
}

export const REGIONS = ['eu-central-1', 'us-east-1'];
export const BEFORE = regionDeny(REGIONS);
export const EU_FROM_FRANKFURT = 'arn:aws:bedrock:eu-central-1:*:inference-profile/eu.*';
export const AFTER = regionDeny(REGIONS, [EU_FROM_FRANKFURT]);
