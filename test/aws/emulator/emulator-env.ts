/** The account in which everything runs: the emulator takes an access key of 12 digits for one. */
export const ACCOUNT = '111122223333';

/** The environment in which the SDK takes the emulator for AWS. The Region is left to each client. */
export function emulatorEnv(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
