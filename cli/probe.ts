import { setTimeout as sleep } from 'node:timers/promises';
import { readRecord } from '../core/judge/read-record.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { checkModel } from '../core/prevent/check-model.ts';
import { explainCalls } from '../core/report/explain-call.ts';
import { explainDenial } from '../core/report/explain-denial.ts';
import { readDenial } from '../core/report/read-denial.ts';
import { ask } from '../io/ask.ts';
import { callProfile } from '../io/call-profile.ts';
import { lookupRequest } from '../io/lookup-events.ts';
import { denialText, explainText } from './explain-text.ts';
import type { Patient } from './gather-checks.ts';
import { labelled } from './layout.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type ProbeOptions = { readonly through?: string; readonly yes?: boolean };

/** How often, and how long, CloudTrail is asked. It is usually five minutes late, seldom fifteen. */
export type Patience = { readonly everyMs: number; readonly forMs: number };
const PATIENCE: Patience = { everyMs: 15_000, forMs: 20 * 60_000 };

/** Makes one tiny real call through a profile, after asking, waits for its record, and says where it ran. */
export async function probe(
  { region, policy }: Pick<Patient, 'region' | 'policy'>,
  options: ProbeOptions,
  terminal: Terminal,
  patience: Patience = PATIENCE,
): Promise<Exit> {
  const profile = options.through ?? smallestInside(region, policy);
  if (profile === null) {
    return fail(
      terminal,
      `no profile stays inside a fence from ${region}.\n  Fix: name one with --through.`,
    );
  }
  const agreed = options.yes === true ? true : await askFirst(profile, region, terminal);
  if (typeof agreed === 'string') return fail(terminal, agreed);
  if (!agreed) return EXIT.failed;

  const sinceMs = Date.now() - 60_000;
  const call = await callProfile(profile, region);
  if (call.kind === 'refused') return explainRefusal(call.message, policy, terminal);
  if (call.kind === 'failed')
    return fail(terminal, `the call failed, and may have run: ${call.message}`);
  terminal.out(
    `${labelled('Called', `${profile} from ${region}, request ${call.requestId}`).join('\n')}\n`,
  );
  terminal.err('Waiting for its record in CloudTrail, which may take 15 minutes ...\n');
  const records = await waitFor(call.requestId, sinceMs, region, terminal, patience);
  if (terminal.signal.aborted) return EXIT.interrupted;
  if (typeof records === 'string') return fail(terminal, records);

  const sightings = records.map((record) => ({
    file: 'CloudTrail event history',
    place: region,
    reading: readRecord(record),
  }));
  const explained = explainCalls(
    sightings.map(({ reading }) => reading),
    policy,
  );
  for (const each of explained) terminal.out(explainText(each, { sightings }, terminal.paint));
  const verdicts = explained.map(({ judged }) => judged.call?.verdict);
  if (verdicts.length === 0)
    return fail(terminal, 'its record tells of no call.\n  Fix: report it as an issue.');
  return verdicts.every((verdict) => verdict === 'inside' || verdict === 'waived')
    ? EXIT.clean
    : EXIT.found;
}

/** Small models first: the call costs a fraction of a cent. */
const SMALL = ['nova-micro', 'nova-lite', 'nova-2-lite', 'haiku', ''];

function smallestInside(region: string, policy: ResolvedPolicy): string | null {
  const inside = Object.keys(policy.profiles)
    .filter((id) => !id.startsWith('arn:'))
    .filter((id) =>
      policy.fences.some((fence) =>
        checkModel(id, region, fence, policy).every(({ outcome }) => outcome === 'stays'),
      ),
    )
    .sort();
  const chosen = SMALL.flatMap((name) => inside.find((id) => id.includes(name)) ?? []);
  return chosen[0] ?? null;
}

/** Whether the person agrees; a text says why nobody can be asked. */
async function askFirst(profile: string, region: string, terminal: Terminal) {
  if (!terminal.isInteractive) {
    return 'a real call costs money, and nobody is at a terminal to be asked.\n  Fix: --probe --yes.';
  }
  const { confirm } = await import('@clack/prompts');
  const answer = await confirm({ message: `Call ${profile} from ${region} once, for one token?` });
  return answer === true;
}

function explainRefusal(message: string, policy: ResolvedPolicy, terminal: Terminal): Exit {
  const denial = readDenial(message);
  const [fence] = policy.fences;
  if (denial === null || fence === undefined) {
    terminal.out(`${labelled('Refused', `nothing ran: ${message}`).join('\n')}\n`);
  } else {
    terminal.out(denialText(denial, explainDenial(denial, fence, policy)));
  }
  return EXIT.found;
}

/** The records of the request; a text says why there is none. */
async function waitFor(
  requestId: string,
  sinceMs: number,
  region: string,
  terminal: Terminal,
  { everyMs, forMs }: Patience,
): Promise<readonly unknown[] | string> {
  const untilMs = terminal.now() + forMs;
  while (!terminal.signal.aborted) {
    const found = await ask('cloudtrail:LookupEvents', () =>
      lookupRequest(requestId, 'Converse', sinceMs, region),
    );
    if (found.kind === 'none') return `CloudTrail did not answer: ${found.problem}`;
    if (found.value.length > 0) return found.value;
    if (terminal.now() > untilMs) {
      return `no record of request ${requestId} came in ${forMs / 60_000} minutes.\n  Fix: look again later: geofence explain ${requestId} <logs>; and see whether a trail logs ${region}.`;
    }
    await sleep(everyMs, undefined, { signal: terminal.signal }).catch(() => undefined);
  }
  return [];
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence doctor --probe: ${problem}\n`);
  return EXIT.failed;
}
