import type { Answer } from '../report/answer.ts';
import { countStates } from './count-states.ts';
import type { Coverage } from './coverage.ts';

/** Whether everybody who can call Bedrock is watched, in one sentence. */
export function coverageAnswer({ rows, unseen }: Pick<Coverage, 'rows' | 'unseen'>): Answer {
  const counts = countStates(rows);
  const all = rows.length === 1 ? '1 account-Region' : `${rows.length} account-Regions`;
  const blind = counts['callable, not watched'];
  const { unknown } = counts;
  if (blind > 0) {
    const more = unknown === 0 ? '' : ` Of ${unknown} more nobody can say.`;
    const verb = blind === 1 ? 'can call Bedrock and is' : 'can call Bedrock and are';
    return { tone: 'alarm', text: `No: ${blind} of ${all} ${verb} not watched.${more}` };
  }
  if (rows.length === 0) return { tone: 'warning', text: 'Not known: no account was looked at.' };
  if (unknown > 0) {
    return { tone: 'warning', text: `Not known: of ${unknown} of ${all} nobody can say.` };
  }
  if (unseen.length > 0) {
    const things = unseen.length === 1 ? '1 thing' : `${unseen.length} things`;
    return { tone: 'warning', text: `Not known: ${things} could not be looked at.` };
  }
  return { tone: 'good', text: `Yes: of ${all} none can call Bedrock and is not watched.` };
}
