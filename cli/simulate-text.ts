import type { ScpDecision } from '../core/prevent/evaluate-scps.ts';
import type { SimulatedCall } from '../core/prevent/simulate-call.ts';
import { column, labelled, safe, WIDTH, wrap } from './layout.ts';
import type { Simulated } from './simulate.ts';
import type { Paint } from './terminal.ts';

const TONES = { allowed: 'good', denied: 'alarm', hidden: 'warning' } as const;
const SHOWN = { allowed: 'allowed', denied: 'denied', hidden: 'not known' } as const;

/** What `geofence simulate` says to a person: each call with its authorizations, or a line for each. */
export function simulateText(
  simulated: readonly Simulated[],
  isMatrix: boolean,
  paint: Paint,
): string {
  const count = (kind: SimulatedCall['kind']) =>
    simulated.filter(({ result }) => result.kind === kind).length;
  const answer = `${count('allowed')} allowed, ${count('denied')} denied, ${count('hidden')} not known.`;
  const blocks = isMatrix
    ? [simulated.map((each) => matrixLine(each, paint)).join('\n')]
    : simulated.map((each) => callLines(each, paint).join('\n'));
  return `${[answer, ...blocks].join('\n\n')}\n`;
}

function matrixLine({ modelId, sourceRegion, result }: Simulated, paint: Paint): string {
  const head = paint(TONES[result.kind], SHOWN[result.kind].padEnd(10));
  const places = refusedIn(result);
  const where = places.length === 0 ? '' : `in ${places.slice(0, 2).join(', ')}`;
  const more = places.length > 2 ? ` +${places.length - 2}` : '';
  return `${head}${column(sourceRegion, 15)}${column(modelId, 30)}${where}${more}`.trimEnd();
}

function refusedIn(result: SimulatedCall): readonly string[] {
  if (result.kind === 'hidden') return [];
  return result.checks
    .filter(({ decision }) => decision.kind !== 'allowed')
    .map(({ authorization }) => authorization.context['aws:requestedregion'] ?? '');
}

function callLines({ modelId, sourceRegion, result }: Simulated, paint: Paint): readonly string[] {
  const said = paint(TONES[result.kind], SHOWN[result.kind].toUpperCase());
  const head = `${said}  ${safe(modelId)} from ${safe(sourceRegion)}`;
  if (result.kind === 'hidden') return [head, ...wrap(`  ${safe(result.because)}`, WIDTH)];
  return [
    head,
    ...result.checks.flatMap(({ authorization, decision }) => [
      `  ${paint(decision.kind === 'allowed' ? 'good' : 'alarm', decision.kind === 'allowed' ? 'allowed' : 'denied ')}  ${safe(authorization.action)}`,
      ...labelled('on', authorization.resource),
      ...labelled('by', deciderOf(decision)),
    ]),
  ];
}

function deciderOf(decision: ScpDecision): string {
  if (decision.kind === 'not-allowed') return `no statement of ${decision.policy} allows it`;
  if (decision.by === null) return 'no statement denies it';
  const { policy, statement } = decision.by;
  const name = statement.sid === null ? '' : ` "${statement.sid}"`;
  return `statement ${statement.number}${name} of ${policy}`;
}
