import pMap from 'p-map';
import { describeDifference } from '../core/catalog/describe-difference.ts';
import { catalog } from '../core/catalog/known.ts';
import type { LiveProfile } from '../core/catalog/live-profile.ts';
import { cityOf } from '../core/catalog/place.ts';
import type { Answer } from '../core/doctor/answer.ts';
import { parsePolicy } from '../core/policy/parse-policy.ts';
import { refreshExtras } from '../core/policy/refresh-extras.ts';
import { renderProblems } from '../core/policy/render-problems.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { writeExtras } from '../core/policy/write-extras.ts';
import { ask } from '../io/ask.ts';
import type { ListedProfiles } from '../io/inference-profiles.ts';
import { writeAtomically } from '../io/write-atomically.ts';
import { labelled } from './layout.ts';
import { loadPolicy } from './load-policy.ts';
import { readPolicyText } from './read-policy-text.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';
import { refuseUnknownRegions } from './unknown-regions.ts';

export type RefreshOptions = {
  readonly policy?: string;
  /** Source Regions; none: those of the fences. */
  readonly from: readonly string[];
};

const AT_ONCE = { concurrency: 6 };

/** `geofence catalog refresh`: writes what AWS lists per source Region into the policy's extras. */
export async function catalogRefresh(
  { policy: named, from }: RefreshOptions,
  terminal: Terminal,
): Promise<Exit> {
  const loaded = await loadPolicy(named, []);
  if (loaded.kind === 'unusable') return fail(terminal, loaded.message);
  const { resolved, file, name } = loaded;
  const unknown = refuseUnknownRegions('--from', from, resolved);
  if (unknown !== null) return fail(terminal, unknown);

  const sources = from.length > 0 ? [...new Set(from)] : sourcesOf(resolved);
  const answers = await pMap(
    sources,
    async (region) => [region, await list(region)] as const,
    AT_ONCE,
  );
  if (terminal.signal.aborted) return EXIT.interrupted;
  const live: Record<string, readonly LiveProfile[]> = {};
  const notSeen: string[] = [];
  for (const [region, answer] of answers) {
    if (answer.kind === 'none') {
      notSeen.push(`${cityOf(region)} (${region}): ${answer.problem}`);
      continue;
    }
    live[region] = answer.value.profiles;
    for (const id of answer.value.unreadable) {
      notSeen.push(`${id} from ${cityOf(region)} (${region}): its models cannot be read`);
    }
  }
  const { profiles, differences, left } = refreshExtras(
    live,
    file.catalog?.profiles ?? [],
    resolved,
  );
  const notSaid = left.map(
    ({ difference, because }) => `${describeDifference(difference)}; ${because}`,
  );
  const lines = [
    ...labelled('Looked at', `${Object.keys(live).length} of ${sources.length} source Regions`),
    ...differences.flatMap((difference) => labelled('Differs', describeDifference(difference))),
    ...notSeen.flatMap((text) => labelled('Not seen', text)),
    ...notSaid.flatMap((text) => labelled('Not written', text)),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  const written = differences.length === 0 || (await write(name, profiles, terminal));
  if (differences.length === 0) {
    terminal.out(`${labelled('Unchanged', `${name} says all of what was seen`).join('\n')}\n`);
  }
  return written && notSeen.length + notSaid.length === 0 ? EXIT.clean : EXIT.failed;
}

async function list(region: string): Promise<Answer<ListedProfiles>> {
  const { listInferenceProfiles } = await import('../io/inference-profiles.ts');
  return ask('bedrock:ListInferenceProfiles', () => listInferenceProfiles(region));
}

/** Where calls that a fence allows can be made: its Regions with Bedrock, and those of its scope. */
function sourcesOf({ fences }: ResolvedPolicy): readonly string[] {
  const withBedrock = catalog.regions
    .filter(({ bedrockRuntime }) => bedrockRuntime !== false)
    .map(({ code }) => code);
  const allowed = fences
    .flatMap(({ regions }) => regions)
    .filter((code) => withBedrock.includes(code));
  const scoped = fences.flatMap(({ scope }) => scope.sourceRegions ?? []);
  return [...new Set([...allowed, ...scoped.filter((code) => !code.includes('*'))])].sort();
}

async function write(
  name: string,
  profiles: Parameters<typeof writeExtras>[1],
  terminal: Terminal,
): Promise<boolean> {
  const text = writeExtras(await readPolicyText(name), profiles);
  const parsed = parsePolicy(text);
  if (parsed.kind === 'problems') {
    fail(
      terminal,
      `${name} was not written.\n${renderProblems(parsed.problems, `${name}, as it would be`)}`,
    );
    return false;
  }
  const written = await writeAtomically(name, text, terminal.signal);
  if (written.kind === 'failed') {
    fail(terminal, written.problem);
    return false;
  }
  const next = `${name}, policy ${parsed.sha256.slice(0, 8)}; see what changes: geofence check --all`;
  terminal.out(`${labelled('Written', next).join('\n')}\n`);
  return true;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence catalog refresh: ${problem}\n`);
  return EXIT.failed;
}
