import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { baseModelOf } from './parse-model.ts';
import type { Line } from './reading.ts';
import type { View } from './scope.ts';

/**
 * Every way to see the work that these lines tell of: each account that stands in them, with each
 * model. Where the views fall under different fences, the worse verdict holds.
 */
export function viewsOf(lines: readonly Line[], policy: ResolvedPolicy): readonly View[] {
  const views = lines.flatMap(({ facts }) => {
    const caller = facts.callerAccountId;
    const accounts = caller === null ? [facts.accountId] : [facts.accountId, caller];
    const models = facts.models.length === 0 ? [null] : facts.models;
    return accounts.flatMap((accountId) =>
      models.map((model) => ({
        accountId,
        principal: facts.principal,
        sourceRegion: facts.sourceRegion,
        baseModel: model === null ? null : baseModelOf(model, policy),
      })),
    );
  });
  return [...new Map(views.map((view) => [JSON.stringify(view), view])).values()];
}
