import type { TellGroup } from './tell-groups.ts';

/** Where it is kept that a group was told: it is told again only where this is missing. */
export function toldKeyOf({ id, hour }: TellGroup): string {
  return `told/v1/date=${hour.slice(0, 10)}/${id}.json`;
}

/** What people were told, and when: the counts of the batch that told it. */
export function toldMarker({ id, hour, calls }: TellGroup, toldMs: number): string {
  const [first] = calls;
  const { accountId, principal, modelId, sourceRegion, inferenceRegion, verdict, fence } = first;
  return `${JSON.stringify({
    schema: 'told/1',
    id,
    hour,
    told: new Date(toldMs).toISOString(),
    ...{ verdict, fence, accountId, principal, modelId, sourceRegion, inferenceRegion },
    calls: calls.length,
    eventIds: calls.slice(0, 20).map(({ eventId }) => eventId),
  })}\n`;
}
