import { findingIdOf } from '../report/finding-id.ts';
import { markerKeyOf, renderMarker } from './marker.ts';
import type { TellGroup } from './tell-groups.ts';

/** Findings that a marker names; it counts all of them. */
const MOST_NAMED = 1000;

/** Where it is kept that a group was told: it is told again only where this is missing. */
export function toldKeyOf(group: TellGroup): string {
  return markerKeyOf(group);
}

/** What people were told, and when: the counts of the batch that told it. */
export function toldMarker(group: TellGroup, toldMs: number): string {
  const { calls } = group;
  const [first] = calls;
  const { accountId, principal, modelId, sourceRegion, inferenceRegion, verdict, fence } = first;
  return renderMarker('told/1', group, {
    told: new Date(toldMs).toISOString(),
    ...{ verdict, fence, accountId, principal, modelId, sourceRegion, inferenceRegion },
    calls: calls.length,
    findings: calls.slice(0, MOST_NAMED).map(({ key }) => findingIdOf(key)),
    eventIds: calls.slice(0, 20).map(({ eventId }) => eventId),
  });
}
