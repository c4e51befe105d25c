import { ACCOUNT } from './emulator-env.ts';

/** Where the emulator, or a proxy in front of it, listens, and for which Region it is meant. */
export type Place = {
  readonly endpoint: string;
  readonly region: string;
  /** Another account than that of the watcher. */
  readonly account?: string;
};

/** What a client of AWS is given to talk to the emulator instead. */
export function clientOf({ endpoint, region, account = ACCOUNT }: Place) {
  return { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
}
