import { cityOf } from '../core/catalog/place.ts';
import type { Basis, JudgedCall, JudgedSubmission } from '../core/judge/judged.ts';
import type { ExplainedCall } from '../core/report/explain-call.ts';
import type { ExplainedDenial } from '../core/report/explain-denial.ts';
import type { Denial } from '../core/report/read-denial.ts';
import type { FoundRecords, Sighting } from './find-records.ts';
import { labelled, safe, WIDTH, wrap } from './layout.ts';
import type { Paint, Tone } from './terminal.ts';

const KNOWN: Readonly<Record<Basis, string>> = {
  reported: 'reported: CloudTrail names it (additionalEventData.inferenceRegion)',
  completion: "completion: the record of the stream's end names it",
  'assumed-source':
    'assumed-source: no record names a Region, CloudTrail names one only where it is another, and nothing contradicts it',
  unknown: 'unknown: no record names a Region that can be trusted',
};
const TONES: Readonly<Record<JudgedCall['verdict'], Tone>> = {
  ...{
    inside: 'good',
    waived: 'good',
    'not-served': 'good',
    outside: 'alarm',
    undecided: 'warning',
  },
};

/** One page about a call or job: what was found, how it is read, and what would have kept it inside. */
export function explainText(
  explained: ExplainedCall,
  { sightings }: Pick<FoundRecords, 'sightings'>,
  paint: Paint,
): string {
  const { call, submission } = explained.judged;
  const lines = [
    ...(call === null ? [] : callLines(call, explained, paint)),
    ...(submission === null ? [] : submissionLines(submission, explained, paint)),
    ...sightings.flatMap((sighting) => labelled('Record', describeSighting(sighting))),
  ];
  return `${lines.join('\n')}\n`;
}

function callLines(call: JudgedCall, explained: ExplainedCall, paint: Paint): readonly string[] {
  const { verdict, basis, refusal, blockedRegion, inferenceRegion } = call;
  const ran = verdict === 'not-served' ? 'nowhere: it was refused' : placed(inferenceRegion);
  const refused =
    refusal === null
      ? []
      : labelled(
          'Refused',
          blockedRegion === null ? refusal : `${refusal}; the SCP named ${placed(blockedRegion)}`,
        );
  const [smallest, ...others] = explained.ways;
  return [
    ...headLines(verdict.toUpperCase(), TONES[verdict], call.because, paint),
    ...workLines(call),
    ...labelled('Ran in', ran),
    ...labelled('Known by', basis === null ? 'its own error: nothing ran' : KNOWN[basis]),
    ...refused,
    ...fenceLines(explained, call),
    ...(call.exposed ? labelled('Exposed', 'it could have left the fence, wherever it ran') : []),
    ...(call.unresolved ? labelled('Unresolved', 'its profile hides where it may run') : []),
    ...(smallest === undefined ? [] : labelled('Smallest', smallest)),
    ...others.flatMap((way) => labelled('Or', way)),
    ...stopperLines(explained),
  ];
}

/** The statement in one piece, to be copied: it is not wrapped into the page's lines. */
function stopperLines({ stopper, fence }: ExplainedCall): readonly string[] {
  if (stopper === null) return [];
  const what = `an SCP with this statement would have stopped it (simulated), and whatever else leaves fence "${fence?.name}":`;
  return [...labelled('Stopped by', what), stopper];
}

function submissionLines(
  job: JudgedSubmission,
  explained: ExplainedCall,
  paint: Paint,
): readonly string[] {
  const head = job.neverRecorded ? 'REGION NEVER RECORDED' : 'JOB';
  return [
    ...headLines(head, job.neverRecorded ? 'warning' : 'good', job.because, paint),
    ...workLines(job),
    ...labelled('Ran in', job.refused ? 'nowhere: it was refused' : 'no record ever names it'),
    ...fenceLines(explained, job),
  ];
}

function headLines(head: string, tone: Tone, because: string, paint: Paint): readonly string[] {
  const [first = '', ...rest] = wrap(`${head}  ${safe(because)}`, WIDTH - 4);
  const painted = `${paint(tone, head)}${first.slice(head.length)}`;
  return [`  ${painted}`, ...rest.map((line) => `    ${line}`)];
}

function workLines(work: JudgedCall | JudgedSubmission): readonly string[] {
  const when =
    work.timeMs === null ? 'at a time that cannot be read' : new Date(work.timeMs).toISOString();
  return [
    ...labelled('What', `${work.eventName} of ${work.modelId ?? 'a model that is not named'}`),
    ...labelled(
      'Who',
      `${work.principal ?? 'caller not named'}, account ${work.accountId ?? 'not named'}`,
    ),
    ...labelled('When', when),
    ...labelled('Made in', placed(work.sourceRegion)),
  ];
}

function fenceLines(
  { fence, routes }: ExplainedCall,
  { observed }: Pick<JudgedCall, 'observed'>,
): readonly string[] {
  const may = routes === null ? 'not known: nothing here resolves its routes' : listed(routes);
  const name =
    fence === null
      ? 'none holds it'
      : `${fence.name}${observed ? ' (observe)' : ''}: ${listed(fence.regions)}`;
  return [...labelled('May run in', may), ...labelled('Fence', name)];
}

function describeSighting({ file, place, reading }: Sighting): string {
  if (!('line' in reading)) {
    const problem = 'problem' in reading ? `: ${reading.problem}` : '';
    return `${reading.kind}${problem}; ${file}, ${place}`;
  }
  const { facts, eventId, corrects } = reading.line;
  const named =
    facts.named.kind === 'named'
      ? `names ${facts.named.region}`
      : facts.named.kind === 'absent'
        ? 'names no Region'
        : `names a Region that cannot be read: ${facts.named.found}`;
  const correction = corrects === null ? '' : `, corrects ${corrects}`;
  return `${facts.kind} ${facts.eventName}, ${eventId ?? 'no eventID'}, ${named}${correction}; ${file}, ${place}`;
}

/** One page about a refusal that somebody pasted. */
export function denialText(denial: Denial, explained: ExplainedDenial): string {
  const { refused, why, fence, fix, instead } = explained;
  const lines = [
    '  REFUSED  nothing ran',
    ...labelled('Refused', refused),
    ...labelled('Who', denial.principal),
    ...(denial.policyArn === null ? [] : labelled('Policy', denial.policyArn)),
    ...labelled('Why', why),
    ...labelled('Fence', fence),
    ...labelled('Fix', fix),
    ...instead.flatMap((call, index) => labelled(index === 0 ? 'Stays inside' : '', call)),
  ];
  return `${lines.join('\n')}\n`;
}

function listed(regions: readonly string[]): string {
  return regions.length > 12 ? `any of ${regions.length} Regions` : regions.map(cityOf).join(', ');
}

function placed(code: string | null): string {
  if (code === null) return 'an unknown Region';
  const city = cityOf(code);
  return city === code ? code : `${city} (${code})`;
}
