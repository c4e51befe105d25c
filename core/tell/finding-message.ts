import { catalog } from '../catalog/known.ts';
import { cityOf } from '../catalog/place.ts';
import type { Basis, JudgedCall } from '../judge/judged.ts';
import { advise } from '../report/advise.ts';
import { findingIdOf } from '../report/finding-id.ts';
import { nameOfAccount, nameOfRole } from '../report/names.ts';
import { findingFacts } from './finding-facts.ts';
import { lineOf, type Message, subjectOf, type TellContext } from './message.ts';
import type { TellGroup } from './tell-groups.ts';

const KNOWN: Readonly<Record<Basis, string>> = {
  reported: 'reported by CloudTrail (additionalEventData.inferenceRegion)',
  completion: "reported by CloudTrail at the stream's end (serviceEventDetails)",
  'assumed-source': 'CloudTrail names no other Region, and every route leads to one verdict',
  unknown: 'not known: no record names a Region that can be trusted',
};

/** The message that wakes somebody: who, which model, from where to where, since when, what to do. */
export function findingMessage(group: TellGroup, context: TellContext, nowMs: number): Message {
  const { calls } = group;
  const [call] = calls;
  const names = { policy: context };
  const account = nameOfAccount(call.accountId, names);
  const verdict = call.verdict.toUpperCase();
  const count = calls.length === 1 ? '1 call' : `${calls.length} calls`;
  const to = call.inferenceRegion === null ? 'unknown' : cityOf(call.inferenceRegion);
  const fence = call.fence ?? 'no fence';
  const advice = advise({ ...call, verdict: findingOf(call) }, names);
  const lines = [
    call.verdict === 'outside'
      ? `Bedrock inference ran outside your fence "${fence}".`
      : `Nobody can say whether Bedrock inference stayed inside your fence "${fence}".`,
    `Who    role ${nameOfRole(call.principal)}, account ${whose(call, context)}`,
    `What   ${count} of ${call.modelId ?? 'a model that is not named'}, from: ${clientsOf(calls)}`,
    `Route  called in ${placed(call.sourceRegion)}, ran in ${ranIn(call)}`,
    `When   ${periodOf(calls)}; aware since ${isoOf(nowMs)}`,
    `Known  ${KNOWN[call.basis ?? 'unknown']}`,
    `Why    ${call.because}; policy ${context.policySha256.slice(0, 8)}`,
    'Unsaid CloudTrail does not hold the prompts: ask the owner what was in them',
    `Do 1   ask ${ownerOf(call, context)}. ${advice}`,
    `   2   to stop it now: the runbook, "Contain", a ready-made deny statement`,
    `   3   look it up in CloudTrail: ${eventsOf(calls)}`,
    `   4   npx geofence close ${group.id} --evidence ${context.evidence} --by <you> --reason "..."`,
    `Findings   ${findingsOf(calls)}`,
    `Runbook    ${linkOf(context, call.verdict)}`,
    `Dashboard  ${context.dashboardUrl}`,
    'Silent for the rest of the clock hour about this caller, model and route.',
  ];
  return {
    subject: subjectOf(
      `[geofence] ${verdict} ${fence}: ${account}/${nameOfRole(call.principal)}, ${cityOf(call.sourceRegion)} -> ${to}, ${count}`,
    ),
    body: `${lines.map(lineOf).join('\n')}\n`,
    attributes: attributesOf(call),
    facts: findingFacts(group, context, nowMs),
  };
}

/** What a subscription may filter by; SNS takes no empty value. */
function attributesOf(call: JudgedCall): Message['attributes'] {
  const { verdict, fence, accountId, sourceRegion, inferenceRegion } = call;
  const named = { verdict, fence, accountId, sourceRegion, inferenceRegion };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) =>
      value === null || value.trim() === '' ? [] : [[name, subjectOf(value)]],
    ),
  );
}

function findingOf({ verdict }: JudgedCall): 'outside' | 'undecided' {
  return verdict === 'outside' ? 'outside' : 'undecided';
}

function whose({ accountId }: JudgedCall, context: TellContext): string {
  const name = nameOfAccount(accountId, { policy: context });
  const number = accountId === null || name === accountId ? '' : ` (${accountId})`;
  const owner = accountId === null ? null : (context.accountNames[accountId]?.owner ?? null);
  return `${name}${number}${owner === null ? '' : `, owner ${owner}`}`;
}

function ownerOf({ accountId }: JudgedCall, { accountNames }: TellContext): string {
  const owner = accountId === null ? undefined : accountNames[accountId]?.owner;
  return owner ?? 'the owner of the account';
}

function ranIn({ inferenceRegion, mayHaveRun }: JudgedCall): string {
  if (inferenceRegion !== null) return placed(inferenceRegion);
  if (mayHaveRun.length === 0) return 'a Region that nobody can name';
  const some = mayHaveRun.slice(0, 8).map(cityOf).join(', ');
  return `one of ${mayHaveRun.length} Regions: ${some}${mayHaveRun.length > 8 ? ', ...' : ''}`;
}

/** "Melbourne (ap-southeast-4, AU)" */
function placed(code: string): string {
  const country = catalog.regions.find((region) => region.code === code)?.country;
  return `${cityOf(code)} (${code}${country === undefined ? '' : `, ${country}`})`;
}

function clientsOf(calls: readonly JudgedCall[]): string {
  return [...new Set(calls.map(({ client }) => client))].sort().slice(0, 5).join(', ');
}

function periodOf(calls: readonly JudgedCall[]): string {
  const times = calls.flatMap(({ timeMs }) => (timeMs === null ? [] : [timeMs]));
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return 'at a time that cannot be read';
  return first === last ? isoOf(first) : `${isoOf(first)} to ${isoOf(last)}`;
}

function eventsOf(calls: readonly JudgedCall[]): string {
  const ids = calls.flatMap(({ eventId }) => (eventId === null ? [] : [eventId]));
  if (ids.length === 0) return 'its records have no eventID';
  const more = ids.length > 3 ? ` and ${ids.length - 3} more` : '';
  return `eventID ${ids.slice(0, 3).join(', ')}${more}`;
}

function findingsOf(calls: readonly JudgedCall[]): string {
  const more = calls.length > 5 ? ` and ${calls.length - 5} more` : '';
  return `${calls
    .slice(0, 5)
    .map(({ key }) => findingIdOf(key))
    .join(', ')}${more}`;
}

function linkOf({ runbookUrl }: TellContext, heading: string): string {
  return runbookUrl === null ? `docs/runbook.md, "${heading}"` : `${runbookUrl}#${heading}`;
}

function isoOf(timeMs: number): string {
  return new Date(timeMs)
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z')
    .replace('T', ' ');
}
