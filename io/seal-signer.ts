import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { CLIENT_OPTIONS } from './client-options.ts';

/** Signs SHA-256 digests with an ECC P-256 key of KMS; the signature is DER. Needs `kms:Sign`. */
export function createSealSigner(keyId: string, region: string) {
  const client = new KMSClient({ ...CLIENT_OPTIONS, region });
  return async (digest: Uint8Array): Promise<Uint8Array> => {
    const sign = new SignCommand({
      KeyId: keyId,
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    const { Signature } = await client.send(sign);
    if (Signature === undefined) throw new Error('KMS answered without a signature');
    return Signature;
  };
}
