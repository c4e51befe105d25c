import { fieldOf } from '../../core/judge/json-fields.ts';
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
    }
  /** What is missing or wrong, for the log. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Reads what the deployment fixed: what ingest reads, the key that signs, and the source Regions. */
export function readHourly(environment: Environment, deployment: unknown): ReadHourly {
  const read = readSettings(environment, deployment);
  const keyArn = environment.SEAL_KEY_ARN ?? '';
  const regions = fieldOf(deployment, 'sourceRegions');
  const problems = [
    ...(read.kind === 'problems' ? read.problems : []),
    ...(keyArn === '' ? ['environment variable SEAL_KEY_ARN is missing'] : []),
    ...(isListOfTexts(regions) ? [] : ['deployment.json names no source Regions']),
  ];
  if (read.kind === 'problems' || problems.length > 0 || !isListOfTexts(regions)) {
    return { kind: 'problems', problems };
  }
  const { destinations, ingest } = read;
  const { version: code, tell, policy } = ingest;
  return { kind: 'settings', destinations, keyArn, code, regions, tell, policy };
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
