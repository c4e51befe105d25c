import { nameOf, type Place } from '../watch/name-of.ts';
import type { Alarm, Watched } from './alarms.ts';
import { NAMESPACE } from './metrics.ts';

/** One CloudWatch alarm: its name, and the one series that it watches. */
export type AlarmInstance = {
  readonly name: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

/**
 * The CloudWatch alarms that one alarm becomes in its stack: most are one; some stand once for each
 * queue, topic or source Region.
 */
export function instancesOf(
  alarm: Alarm,
  place: Place,
  sourceRegions: readonly string[],
): readonly AlarmInstance[] {
  const { watches } = alarm;
  const series = (
    namespace: string,
    metricName: string,
    all: readonly Readonly<Record<string, string>>[],
  ) => {
    const names = all.map((dimensions) => Object.values(dimensions).join('-'));
    return all.map((dimensions, index) => ({
      name: alarmNameOf(alarm, place, all.length === 1 ? undefined : names[index]),
      namespace,
      metricName,
      dimensions,
    }));
  };
  switch (watches.kind) {
    case 'own':
    case 'heartbeat':
      return series(NAMESPACE, watches.metric, [{}]);
    case 'coverage':
      return series(NAMESPACE, 'AccountRegions', [{ Coverage: watches.state }]);
    case 'own-by-source':
      return sourceRegions.map((SourceRegion) => ({
        name: alarmNameOf(alarm, place, SourceRegion),
        namespace: NAMESPACE,
        metricName: watches.metric,
        dimensions: { SourceRegion },
      }));
    case 'aws':
      return series(watches.namespace, watches.metric, dimensionsOf(watches.of, place));
    case 'tampering':
      return series('AWS/Events', 'MatchedEvents', [
        { EventBusName: nameOf('homeBus', place), RuleName: nameOf('tamperingRule', place) },
      ]);
  }
}

/** "bedrock-geofence-home-outside", "bedrock-geofence-eu-west-1-ingest-errors" */
export function alarmNameOf(
  { id, stack }: Pick<Alarm, 'id' | 'stack'>,
  { prefix, region }: Place,
  instance?: string,
): string {
  const where = stack === 'home' ? 'home' : region;
  return [prefix, where, id, ...(instance === undefined ? [] : [instance])].join('-');
}

function dimensionsOf(
  of: (Watched & { kind: 'aws' })['of'],
  place: Place,
): readonly Readonly<Record<string, string>>[] {
  switch (of) {
    case 'calls queue':
      return [{ QueueName: nameOf('callsQueue', place) }];
    case 'dead-letter queues':
      return [
        { QueueName: nameOf('callsDeadLetters', place) },
        { QueueName: nameOf('ruleDeadLetters', place) },
      ];
    case 'ingest':
      return [{ FunctionName: nameOf('ingest', place) }];
    case 'hourly run':
      return [{ FunctionName: nameOf('seal', place) }];
    case 'home dead-letter queue':
      return [{ QueueName: nameOf('homeDeadLetters', place) }];
    case 'daily run':
      return [{ FunctionName: nameOf('reconcile', place) }];
    case 'coverage':
      return [{ FunctionName: nameOf('coverage', place) }];
    case 'settling run':
      return [{ FunctionName: nameOf('compact', place) }];
    case 'topics':
      return [
        { TopicName: nameOf('findingsTopic', place) },
        { TopicName: nameOf('alarmsTopic', place) },
      ];
    case 'calls rule':
      return [{ RuleName: nameOf('callsRule', place) }];
  }
}
