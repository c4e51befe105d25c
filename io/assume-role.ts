import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** Credentials of another role, for an hour; a client asks anew when they end. Needs `sts:AssumeRole` on it. */
export function assumeRole(
  roleArn: string,
  region: string,
  client = new STSClient({ ...CLIENT_OPTIONS, region }),
) {
  return async () => {
    const assume = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'bedrock-geofence' });
    const { Credentials: given } = await client.send(assume);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined) {
      throw new Error(`STS gave no credentials for ${roleArn}`);
    }
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
      ...(Expiration === undefined ? {} : { expiration: Expiration }),
    };
  };
}
