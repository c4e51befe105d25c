import { readFile } from 'node:fs/promises';

/** The text of a policy file that was loaded before, without a byte order mark. */
export async function readPolicyText(file: string): Promise<string> {
  return new TextDecoder().decode(await readFile(file));
}
