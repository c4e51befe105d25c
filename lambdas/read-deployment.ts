import { readFile } from 'node:fs/promises';

/** What the deployment put beside the code of a function; null where it is missing or no JSON. */
export async function readDeployment(bundle: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(new URL('deployment.json', bundle), 'utf8'));
  } catch {
    return null;
  }
}
