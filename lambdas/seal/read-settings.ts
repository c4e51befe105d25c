import { fieldOf, textOf } from '../../core/judge/json-fields.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { TellContext } from '../../core/tell/message.ts';
import { type Destinations, type Environment, readSettings } from '../ingest/read-settings.ts';

export type ReadHourly =
  | {
      readonly kind: 'settings';
      readonly destinations: Destinations;
      readonly keyArn: string;
      readonly code: string;
      readonly regions: readonly string[];
      readonly tell: TellContext;
      readonly policy: ResolvedPolicy;
      /** Null where one account is watched. */
      readonly organization: ReadOrganization | null;
    }
  /** What is missing or wrong, for the log. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** How the accounts of an organization are looked into, from which. */
type ReadOrganization = {
  readonly prefix: string;
  readonly partition: string;
  readonly ownAccount: string;
};

/** Reads what the deployment fixed: what ingest reads, the key that signs, and the source Regions. */
export function readHourly(environment: Environment, deployment: unknown): ReadHourly {
  const read = readSettings(environment, deployment);
  const keyArn = environment.SEAL_KEY_ARN ?? '';
  const regions = fieldOf(deployment, 'sourceRegions');
  const organization = readOrganization(environment, fieldOf(deployment, 'organization'));
  const problems = [
    ...(read.kind === 'problems' ? read.problems : []),
    ...(keyArn === '' ? ['environment variable SEAL_KEY_ARN is missing'] : []),
    ...(organization === 'wrong'
      ? ['the organization cannot be looked into: WATCHER_ACCOUNT']
      : []),
    ...(isListOfTexts(regions) ? [] : ['deployment.json names no source Regions']),
  ];
  if (read.kind === 'problems' || organization === 'wrong' || !isListOfTexts(regions)) {
    return { kind: 'problems', problems };
  }
  if (problems.length > 0) return { kind: 'problems', problems };
  const { destinations, ingest } = read;
  const { version: code, tell, policy } = ingest;
  return { kind: 'settings', destinations, keyArn, code, regions, tell, policy, organization };
}

function readOrganization(
  { WATCHER_ACCOUNT: ownAccount = '' }: Environment,
  value: unknown,
): ReadOrganization | null | 'wrong' {
  if (value === undefined || value === null) return null;
  const [prefix, partition] = [
    textOf(fieldOf(value, 'prefix')),
    textOf(fieldOf(value, 'partition')),
  ];
  if (prefix === null || partition === null || ownAccount === '') return 'wrong';
  return { prefix, partition, ownAccount };
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
