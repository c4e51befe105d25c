import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmNameOf, instancesOf } from '../core/measure/alarm-instances.ts';
import { type Alarm, WATCHER_BLIND } from '../core/measure/alarms.ts';
import { standingAlarms } from '../core/measure/standing-alarms.ts';
import type { Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';

/** Topics that alarms act on themselves; empty where a rule passes their changes on. */
export type AlarmActions = {
  readonly all: readonly string[];
  /** The composite also tells people. */
  readonly blind: readonly string[];
};

/** All alarms of one stack, and the composite of those that blind. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    stack: Alarm['stack'],
    region: string,
    deployment: Deployment,
    actions: AlarmActions,
  ) {
    super(scope, id);
    const place = { prefix: deployment.prefix, region };
    const { partition, organization } = deployment;
    const standing = standingAlarms({ partition, isOrganization: organization !== null });
    const alarms = standing.filter((alarm) => alarm.stack === stack);
    const blinding = alarms.flatMap((alarm) => {
      const created = this.createAlarms(alarm, place, deployment, actions);
      return alarm.blinds ? created : [];
    });
    const composite = new CfnCompositeAlarm(this, 'Blind', {
      alarmName: alarmNameOf({ ...WATCHER_BLIND, stack }, place),
      alarmDescription: describe(WATCHER_BLIND, deployment),
      alarmRule: blinding.map(({ alarmName }) => `ALARM("${alarmName}")`).join(' OR '),
      alarmActions: [...actions.all, ...actions.blind],
      okActions: [...actions.all],
    });
    for (const alarm of blinding) composite.node.addDependency(alarm);
  }

  private createAlarms(
    alarm: Alarm,
    place: Place,
    deployment: Deployment,
    { all }: AlarmActions,
  ): readonly CfnAlarm[] {
    return instancesOf(alarm, place, deployment.sourceRegions).map(
      ({ name, namespace, metricName, dimensions }) =>
        new CfnAlarm(this, name, {
          alarmName: name,
          alarmDescription: describe(alarm, deployment),
          namespace,
          metricName,
          dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
          statistic: alarm.statistic,
          period: alarm.periodMinutes * 60,
          evaluationPeriods: alarm.evaluationPeriods,
          datapointsToAlarm: alarm.datapointsToAlarm,
          threshold: alarm.threshold,
          comparisonOperator:
            alarm.comparison === 'below' ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
          treatMissingData: alarm.missing,
          alarmActions: [...all],
          okActions: [...all],
        }),
    );
  }
}

function describe(
  { id, severity, why }: Pick<Alarm, 'id' | 'severity' | 'why'>,
  { runbookUrl }: Deployment,
): string {
  const runbook = runbookUrl === null ? `docs/runbook.md, "${id}"` : `${runbookUrl}#${id}`;
  return `${severity}: ${why}. Runbook: ${runbook}`;
}
