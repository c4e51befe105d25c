import { fieldOf, isJsonObject, textOf } from '../../core/judge/json-fields.ts';
import { canonicalJson, sha256Hex } from '../../core/policy/canonical-json.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { IngestSettings } from './settings.ts';

/** Where ingest keeps and tells; all in the home Region. */
export type Destinations = {
  readonly homeRegion: string;
  readonly evidenceBucket: string;
  readonly lockMode: 'GOVERNANCE' | 'COMPLIANCE';
  readonly lockDays: number;
  /** For people, then for machines: findings go to both. */
  readonly topicArns: readonly string[];
};

export type ReadSettings =
  | {
      readonly kind: 'settings';
      readonly ingest: IngestSettings;
      readonly destinations: Destinations;
    }
  /** What is missing or wrong, for the log. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads what the deployment fixed: environment variables, and the file that lies beside the code
 * (`policy`, `version`, `tell`).
 */
export function readSettings(environment: Environment, deployment: unknown): ReadSettings {
  const problems: string[] = [];
  const variable = (name: string) => {
    const value = environment[name] ?? '';
    if (value === '') problems.push(`environment variable ${name} is missing`);
    return value;
  };
  const destinations = {
    homeRegion: variable('HOME_REGION'),
    evidenceBucket: variable('EVIDENCE_BUCKET'),
    lockMode: variable('EVIDENCE_LOCK_MODE') === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
    lockDays: Number(variable('EVIDENCE_LOCK_DAYS')),
    topicArns: [variable('FINDINGS_TOPIC_ARN'), variable('ALARMS_TOPIC_ARN')],
  } as const;
  const region = variable('AWS_REGION');
  const { EVIDENCE_LOCK_MODE: mode, EVIDENCE_LOCK_DAYS: days } = environment;
  if (mode && mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE') {
    problems.push('EVIDENCE_LOCK_MODE is neither COMPLIANCE nor GOVERNANCE');
  }
  if (days && !/^[1-9]\d{0,5}$/.test(days)) {
    problems.push('EVIDENCE_LOCK_DAYS is no whole number of days above 0');
  }
  const policy = fieldOf(deployment, 'policy');
  const version = textOf(fieldOf(deployment, 'version'));
  const tell = fieldOf(deployment, 'tell');
  if (!isResolvedPolicy(policy)) problems.push('deployment.json holds no resolved policy');
  if (version === null) problems.push('deployment.json holds no version');
  if (!isTell(tell)) problems.push('deployment.json does not say how to tell');
  if (problems.length > 0 || !isResolvedPolicy(policy) || version === null || !isTell(tell)) {
    return { kind: 'problems', problems };
  }
  const policySha256 = sha256Hex(canonicalJson(policy));
  const ingest = { policy, policySha256, region, version, tell: { ...tell, policySha256 } };
  const evidence = `s3://${destinations.evidenceBucket}`;
  return {
    kind: 'settings',
    ingest: { ...ingest, tell: { ...ingest.tell, fences: policy.fences, evidence } },
    destinations,
  };
}

/** The file is made by the deployment out of a checked policy: its schema tells whether it is ours. */
function isResolvedPolicy(value: unknown): value is ResolvedPolicy {
  return fieldOf(value, 'schema') === 'resolved-policy/1';
}

function isTell(
  value: unknown,
): value is Omit<IngestSettings['tell'], 'policySha256' | 'fences' | 'evidence'> {
  return (
    isJsonObject(fieldOf(value, 'accountNames')) &&
    typeof fieldOf(value, 'dashboardUrl') === 'string'
  );
}
