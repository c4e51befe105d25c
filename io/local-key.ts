import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { readPublicKey, type SealKey } from '../core/prove/check-signature.ts';
import { reasonOf } from './find-logs.ts';
import { showPath } from './show-path.ts';

export type LocalKey =
  | {
      readonly kind: 'key';
      readonly publicKey: SealKey;
      /** In DER, over the SHA-256 of the bytes. */
      readonly sign: (bytes: Uint8Array) => Uint8Array;
      readonly made: boolean;
      /** Others on this machine can read it. */
      readonly isShared: boolean;
    }
  | { readonly kind: 'unusable'; readonly problem: string };

/** The key in a file, ECC P-256 in PEM; where there is no such file it is made, for its owner alone. */
export async function openLocalKey(file: string): Promise<LocalKey> {
  const made = await makeKey(file);
  if (made instanceof Error && (made as NodeJS.ErrnoException).code !== 'EEXIST') {
    return unusable(file, `it cannot be made: ${reasonOf(made)}`);
  }
  const pem = await readFile(file).catch((error: Error) => error);
  if (pem instanceof Error) return unusable(file, `it cannot be read: ${reasonOf(pem)}`);
  const privateKey = parse(pem);
  if (privateKey === null) return unusable(file, 'it is no private key in PEM without a password');
  const publicKey = readPublicKey(
    Buffer.from(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })),
  );
  if (publicKey.kind === 'bad') return unusable(file, publicKey.problem);
  const { mode } = await stat(file);
  return {
    kind: 'key',
    publicKey,
    sign: (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'der' }),
    made: !(made instanceof Error),
    isShared: (mode & 0o077) !== 0,
  };
}

async function makeKey(file: string): Promise<Error | null> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  return writeFile(file, pem, { flag: 'wx', mode: 0o600 }).then(
    () => null,
    (error: Error) => error,
  );
}

function parse(pem: Buffer) {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function unusable(file: string, problem: string): LocalKey {
  return { kind: 'unusable', problem: `${showPath(file)}: ${problem}` };
}
