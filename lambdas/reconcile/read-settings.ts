import { type Destinations, type Environment, readSettings } from '../ingest/read-settings.ts';
import type { ReconcileSettings } from './reconcile-daily.ts';

export type ReadReconcile =
  | {
      readonly kind: 'settings';
      readonly reconcile: ReconcileSettings;
      readonly destinations: Destinations;
      readonly trail: ReadTrailAddress | null;
    }
  /** What is missing or wrong, for the log. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

type ReadTrailAddress = {
  readonly bucket: string;
  readonly prefix: string;
  readonly roleArn: string | null;
};

/** Reads what the deployment fixed: what ingest reads, and where the trail lies. */
export function readReconcile(environment: Environment, deployment: unknown): ReadReconcile {
  const read = readSettings(environment, deployment);
  if (read.kind === 'problems') return read;
  const { policy, policySha256, version, tell } = read.ingest;
  const bucket = environment.TRAIL_BUCKET ?? '';
  const roleArn = environment.TRAIL_ROLE_ARN ?? '';
  const address = {
    bucket,
    prefix: environment.TRAIL_PREFIX ?? '',
    roleArn: roleArn === '' ? null : roleArn,
  };
  return {
    kind: 'settings',
    reconcile: { policy: { policy, sha256: policySha256 }, version, tell },
    destinations: read.destinations,
    trail: bucket === '' ? null : address,
  };
}
