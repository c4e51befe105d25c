import { type Destinations, type Environment, readSettings } from '../ingest/read-settings.ts';
import type { CoverSettings } from './cover-daily.ts';

export type ReadCover =
  | {
      readonly kind: 'settings';
      readonly cover: CoverSettings;
      readonly destinations: Destinations;
      /** The account of the hub, in which this runs. */
      readonly hubAccount: string;
    }
  /** What is missing or wrong, for the log. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Reads what the deployment fixed: what ingest reads, the prefix of names, and whose account this is. */
export function readCover(environment: Environment, deployment: unknown): ReadCover {
  const read = readSettings(environment, deployment);
  const { NAME_PREFIX: prefix = '', HUB_ACCOUNT: hubAccount = '' } = environment;
  const problems = [
    ...(read.kind === 'problems' ? read.problems : []),
    ...(prefix === '' ? ['environment variable NAME_PREFIX is missing'] : []),
    ...(/^\d{12}$/.test(hubAccount) ? [] : ['environment variable HUB_ACCOUNT is no account']),
  ];
  if (read.kind === 'problems' || problems.length > 0) return { kind: 'problems', problems };
  const { policy, tell } = read.ingest;
  return {
    kind: 'settings',
    cover: { policy, prefix, tell },
    destinations: read.destinations,
    hubAccount,
  };
}
