import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { fingerprintOf } from './fingerprint.ts';

/** A key that seals may be signed with, and its fingerprint: SHA-256 of its SPKI DER, 64 hex digits. */
export type SealKey = { readonly key: KeyObject; readonly fingerprint: string };

export type ReadSealKey =
  | ({ readonly kind: 'key' } & SealKey)
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads a public key in PEM or SPKI DER. Never throws; a key of another type is a problem. */
export function readPublicKey(bytes: Uint8Array): ReadSealKey {
  const key = parse(bytes);
  if (key === null) {
    return { kind: 'bad', problem: 'it is no public key in PEM or DER (SubjectPublicKeyInfo)' };
  }
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType !== 'ec' || curve !== 'prime256v1') {
    const found = [key.asymmetricKeyType, curve].filter((part) => part !== undefined).join(' ');
    return {
      kind: 'bad',
      problem: `it is a key of type ${found}; seals are signed with ECC P-256`,
    };
  }
  const der = key.export({ type: 'spki', format: 'der' });
  return { kind: 'key', key, fingerprint: fingerprintOf(der) };
}

/** Whether a DER signature is that of the key over the SHA-256 of the bytes. */
export function isSignedBy(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', bytes, { key, dsaEncoding: 'der' }, signature);
  } catch {
    return false;
  }
}

function parse(bytes: Uint8Array): KeyObject | null {
  const input = Buffer.from(bytes);
  try {
    if (input.includes('-----BEGIN')) {
      return input.includes('PRIVATE KEY') ? null : createPublicKey(input);
    }
    return createPublicKey({ key: input, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
