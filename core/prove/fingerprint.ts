import { createHash } from 'node:crypto';

/** SHA-256 of a public key's DER (SubjectPublicKeyInfo), in hex: what an auditor keeps. */
export function fingerprintOf(publicKeyDer: Uint8Array): string {
  return createHash('sha256').update(publicKeyDer).digest('hex');
}
