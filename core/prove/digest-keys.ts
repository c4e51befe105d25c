import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import * as v from 'valibot';

const text = v.string();
const keyEntry = v.object({
  Fingerprint: text,
  Value: text,
  Region: v.optional(text),
});
/** What `aws cloudtrail list-public-keys` prints, and what we save; or its list alone. */
const keyFile = v.union([
  v.pipe(
    v.object({ PublicKeyList: v.array(keyEntry) }),
    v.transform(({ PublicKeyList }) => PublicKeyList),
  ),
  v.array(keyEntry),
]);

/** CloudTrail's public keys by fingerprint. */
export type DigestKeys = ReadonlyMap<string, KeyObject>;

export type ReadDigestKeys =
  | { readonly kind: 'keys'; readonly keys: DigestKeys }
  | { readonly kind: 'bad'; readonly problem: string };

/** Reads saved public keys. Never throws. */
export function readDigestKeys(bytes: Uint8Array): ReadDigestKeys {
  const parsed = v.safeParse(keyFile, parseJson(bytes));
  if (!parsed.success) {
    return bad('it holds no "PublicKeyList" as aws cloudtrail list-public-keys prints it');
  }
  const keys = new Map<string, KeyObject>();
  for (const { Fingerprint, Value } of parsed.output) {
    const key = publicKeyOf(Buffer.from(Value, 'base64'));
    if (key === null) return bad(`the key ${Fingerprint} is no RSA key in PKCS #1 or SPKI DER`);
    keys.set(Fingerprint, key);
  }
  return { kind: 'keys', keys };
}

/** Whether a signature, in hex, is that of the key: RSA PKCS #1 v1.5 over SHA-256. */
export function isDigestSignature(key: KeyObject, signed: string, signature: string): boolean {
  return verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(signature, 'hex'));
}

/** CloudTrail gives PKCS #1; a sample of its documentation shows SubjectPublicKeyInfo. */
function publicKeyOf(der: Buffer): KeyObject | null {
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      const key = createPublicKey({ key: der, format: 'der', type });
      if (key.asymmetricKeyType === 'rsa') return key;
    } catch {
      // The other encoding, then.
    }
  }
  return null;
}

function bad(problem: string): ReadDigestKeys {
  return { kind: 'bad', problem };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
