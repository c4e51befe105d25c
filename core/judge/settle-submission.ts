import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { fenceOf } from './decide.ts';
import { type Creations, expose, leaves } from './expose.ts';
import type { SubmissionGroup } from './group.ts';
import { inTimeOrder } from './in-time-order.ts';
import type { JudgedSubmission } from './judged.ts';
import { earliest, modelsOf } from './locate.ts';
import { refusalOf } from './refusal-of.ts';
import { viewsOf } from './views.ts';

/** Settles all lines of one submission. No record will name its Region, so only its reach is judged. */
export function settleSubmission(
  group: SubmissionGroup,
  creations: Creations,
  policy: ResolvedPolicy,
): JudgedSubmission {
  const lines = inTimeOrder(group.submissions);
  const [first] = lines;
  if (first === undefined) throw new RangeError('a group holds at least one line');

  const views = viewsOf(lines, policy);
  const [view] = views;
  const fence = view === undefined ? null : fenceOf(view, policy);
  const timeMs = earliest(lines);
  const refused = group.contested === null && refusalOf({ calls: lines, completions: [] }) !== null;
  const reach = expose({ lines, views, timeMs, withoutModel: 'stays' }, creations, policy);
  const unreadable = lines.some(({ facts }) => facts.named.kind === 'unreadable');
  const ranOutside = lines
    .flatMap(({ facts }) => (facts.named.kind === 'named' ? facts.named.region : []))
    .some((region) => views.some((each) => leaves(region, each, timeMs, policy)));
  const exposed = !refused && reach.exposed;
  const unresolved = !refused && (reach.unresolved || group.contested !== null);
  return {
    key: group.key,
    eventId: first.eventId,
    eventName: first.facts.eventName,
    timeMs,
    accountId: first.facts.accountId,
    principal: first.facts.principal,
    modelId: modelsOf(lines)[0] ?? null,
    sourceRegion: first.facts.sourceRegion,
    refused,
    exposed,
    unresolved,
    neverRecorded: exposed || unresolved || (!refused && (unreadable || ranOutside)),
    fence: fence?.name ?? null,
    observed: fence?.mode === 'observe',
    because: becauseOf(),
  };

  function becauseOf(): string {
    if (refused) return 'refused: nothing ran';
    if (group.contested !== null) return group.contested;
    if (ranOutside) return 'it names a Region outside the fence';
    if (unreadable) return 'it names a Region that cannot be read';
    if (exposed) return 'it may run in a Region outside the fence';
    return unresolved
      ? 'its profile hides the Regions that it may use'
      : 'it cannot leave the fence';
  }
}
