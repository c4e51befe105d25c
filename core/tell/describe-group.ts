import { cityOf } from '../catalog/place.ts';
import { nameOfAccount, nameOfRole } from '../report/names.ts';
import type { TellContext } from './message.ts';
import type { TellGroup } from './tell-groups.ts';

/** One line: "OUTSIDE 4x  prod-chat/ChatBackend  Frankfurt -> Melbourne  global.anthropic.claude-sonnet-4-6" */
export function describeGroup({ calls }: TellGroup, context: TellContext): string {
  const [first] = calls;
  const who = `${nameOfAccount(first.accountId, { policy: context })}/${nameOfRole(first.principal)}`;
  const to = first.inferenceRegion === null ? 'unknown' : cityOf(first.inferenceRegion);
  const route = `${cityOf(first.sourceRegion)} -> ${to}`;
  const verdict = first.verdict.toUpperCase();
  return `${verdict} ${calls.length}x  ${who}  ${route}  ${first.modelId ?? 'no model named'}`;
}
