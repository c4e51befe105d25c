import { fieldOf, textOf } from '../../core/judge/json-fields.ts';
import { readPublicKey } from '../../core/prove/check-signature.ts';

/** What CloudFormation is answered (user guide, crpg-ref-responses, read 2026-11-25). */
export type KeyAnswer = {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: unknown;
  readonly RequestId: unknown;
  readonly LogicalResourceId: unknown;
  readonly Data?: { readonly Fingerprint: string; readonly PublicKey: string };
};

/**
 * Answers a request of CloudFormation for the seal key: its fingerprint, and the key itself in base64, so
 * that both stand in what a deployment prints. Deleting it needs nothing. Never rejects: an answer that does
 * not come keeps a deployment waiting for an hour.
 */
export async function describeKey(
  request: unknown,
  getPublicKey: (keyId: string) => Promise<Uint8Array>,
): Promise<KeyAnswer> {
  const keyId = textOf(fieldOf(fieldOf(request, 'ResourceProperties'), 'KeyId')) ?? 'no key';
  const common = {
    PhysicalResourceId: keyId,
    StackId: fieldOf(request, 'StackId'),
    RequestId: fieldOf(request, 'RequestId'),
    LogicalResourceId: fieldOf(request, 'LogicalResourceId'),
  };
  if (fieldOf(request, 'RequestType') === 'Delete') return { ...common, Status: 'SUCCESS' };
  try {
    const der = await getPublicKey(keyId);
    const key = readPublicKey(der);
    if (key.kind === 'bad') return { ...common, Status: 'FAILED', Reason: key.problem };
    const PublicKey = Buffer.from(der).toString('base64');
    return { ...common, Status: 'SUCCESS', Data: { Fingerprint: key.fingerprint, PublicKey } };
  } catch (error) {
    const Reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { ...common, Status: 'FAILED', Reason };
  }
}
