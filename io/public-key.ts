import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CLIENT_OPTIONS } from './client-options.ts';

/** Gets the public half of a signing key of KMS, as DER (SubjectPublicKeyInfo). Needs `kms:GetPublicKey`. */
export function createPublicKeyReader(region: string) {
  const client = new KMSClient({ ...CLIENT_OPTIONS, region });
  return async (keyId: string): Promise<Uint8Array> => {
    const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
    if (PublicKey === undefined) throw new Error(`KMS has no public key of ${keyId}`);
    return PublicKey;
  };
}
