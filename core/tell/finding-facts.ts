import { advise } from '../report/advise.ts';
import { findingIdOf } from '../report/finding-id.ts';
import type { Facts, TellContext } from './message.ts';
import type { TellGroup } from './tell-groups.ts';

const IDS_SHOWN = 20;
const TEXT_LENGTH = 300;
const ID_LENGTH = 80;

/** A finding for machines: the same words as in the evidence and in the report. Times are ISO, UTC. */
export function findingFacts({ id, calls }: TellGroup, context: TellContext, nowMs: number): Facts {
  const [call] = calls;
  const { accountId, principal, modelId, sourceRegion, inferenceRegion, basis, fence } = call;
  const names = accountId === null ? undefined : context.accountNames[accountId];
  const verdict = call.verdict === 'outside' ? 'outside' : 'undecided';
  const times = calls.flatMap(({ timeMs }) => (timeMs === null ? [] : [timeMs]));
  const isoOf = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  const facts = {
    ...{ kind: 'finding', id, verdict, calls: calls.length, fence },
    ...{ accountId, accountName: names?.name ?? null, owner: names?.owner ?? null, principal },
    ...{ modelId, client: call.client, sourceRegion, inferenceRegion, basis },
    because: call.because,
    toDo: advise({ ...call, verdict }, { policy: context }),
    ...{ from: isoOf(times[0]), until: isoOf(times.at(-1)), awareSince: isoOf(nowMs) },
    policySha256: context.policySha256,
    ...{ runbookUrl: context.runbookUrl, dashboardUrl: context.dashboardUrl },
    evidence: context.evidence,
  };
  const ids = calls.flatMap(({ eventId }) => eventId ?? []).slice(0, IDS_SHOWN);
  return {
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cut(value)])),
    kind: facts.kind,
    mayHaveRun: call.mayHaveRun.map((code) => code.slice(0, ID_LENGTH)),
    eventIds: ids.map((each) => each.slice(0, ID_LENGTH)),
    findingIds: calls.slice(0, IDS_SHOWN).map(({ key }) => findingIdOf(key)),
  };
}

function cut<T>(value: T): T | string {
  return typeof value === 'string' ? value.slice(0, TEXT_LENGTH) : value;
}
