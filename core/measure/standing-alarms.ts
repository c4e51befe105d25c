import { ALARMS, type Alarm } from './alarms.ts';

/** What decides which alarms a deployment has. */
export type Standing = {
  readonly partition: string;
  /** Whether a whole organization is watched. */
  readonly isOrganization: boolean;
};

/** The alarms of a deployment. Only `aws` has the bus on which tampering is seen. */
export function standingAlarms({ partition, isOrganization }: Standing): readonly Alarm[] {
  return ALARMS.filter(
    ({ watches, topology }) =>
      (watches.kind !== 'tampering' || partition === 'aws') &&
      (topology === 'any' || isOrganization),
  );
}
