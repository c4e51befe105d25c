import { expandVariables } from '../prevent/expand-variables.ts';
import { matchesGlob } from '../prevent/matches-glob.ts';
import type { Authorization, Scp } from '../prevent/scp.ts';
import type { Starter } from './model-starts.ts';

const PROFILE_KEY = 'bedrock:inferenceprofilearn';

/** Patterns of what models are called by, as policies name it in their resources and conditions. */
export function modelsNamedBy(scps: readonly Scp[]): readonly string[] {
  const patterns = scps
    .flatMap(({ statements }) => statements)
    .flatMap(({ resources, conditions }) => [
      ...resources.patterns,
      ...conditions.filter(({ key }) => key === PROFILE_KEY).flatMap(({ values }) => values),
    ]);
  return [...new Set(patterns)].filter((pattern) => pattern.split(':').length >= PARTS).sort();
}

/** Models that policies name, in one account and Region, each an example of its pattern. */
export type ModelsNamed = {
  /** Ids of base models. */
  readonly models: readonly string[];
  /** Ids of profiles of AWS. */
  readonly profiles: readonly string[];
  /** ARNs of application profiles. */
  readonly applications: readonly string[];
  /** ARNs of models of one's own, and of endpoints. */
  readonly own: readonly string[];
  /** ARNs of projects of mantle. */
  readonly projects: readonly string[];
};

/**
 * What patterns name in an account and Region: whoever writes "all but this model" leaves that one open, and
 * no catalog need hold it.
 */
export function modelsNamedAt(
  patterns: readonly string[],
  { accountId, region }: Starter,
  context: Authorization['context'],
  partition: string,
): ModelsNamed {
  const found = patterns.flatMap((pattern) => {
    const [, itsPartition = '', service = '', itsRegion = '', account = '', ...rest] = (
      expandVariables(pattern, context) ?? ''
    ).split(':');
    if (!matchesGlob(itsPartition, partition) || !matchesGlob(itsRegion, region)) return [];
    return KINDS.flatMap(({ service: of, kind, group }) => {
      const name = nameIn(rest.join(':'), kind);
      if (name === null || !matchesGlob(service, of)) return [];
      const owner = ownerOf(account, group === 'models' ? '' : accountId);
      if (owner === null) return [];
      const isId = group === 'models' || group === 'profiles';
      const arn = `arn:${partition}:${of}:${region}:${owner}:${kind}/${name}`;
      return [{ group, text: isId ? name : arn }];
    });
  });
  const those = (group: keyof ModelsNamed) => [
    ...new Set(found.filter((each) => each.group === group).map(({ text }) => text)),
  ];
  return {
    ...{ models: those('models'), profiles: those('profiles') },
    ...{ applications: those('applications'), own: those('own'), projects: those('projects') },
  };
}

const PARTS = 6;

/** Kinds of resources that a model is called by (service authorization reference, 2026-09-26). */
const KINDS = [
  { service: 'bedrock', kind: 'foundation-model', group: 'models' },
  { service: 'bedrock', kind: 'inference-profile', group: 'profiles' },
  { service: 'bedrock', kind: 'application-inference-profile', group: 'applications' },
  { service: 'bedrock', kind: 'imported-model', group: 'own' },
  { service: 'bedrock', kind: 'custom-model-deployment', group: 'own' },
  { service: 'bedrock', kind: 'provisioned-model', group: 'own' },
  { service: 'sagemaker', kind: 'endpoint', group: 'own' },
  { service: 'bedrock-mantle', kind: 'project', group: 'projects' },
] as const;

/** "foundation-model/amazon.*" names "amazon.any"; null where it names nothing of that kind. */
function nameIn(resource: string, kind: string): string | null {
  const slash = resource.indexOf('/');
  const isKind = slash > 0 && matchesGlob(resource.slice(0, slash), kind);
  if (!isKind) return null;
  return resource
    .slice(slash + 1)
    .replaceAll('*', 'any')
    .replaceAll('?', 'x');
}

/** The account of whoever calls where the pattern lets it be, else the one that it names. */
function ownerOf(pattern: string, ours: string): string | null {
  if (matchesGlob(pattern, ours)) return ours;
  return /[*?]/.test(pattern) ? null : pattern;
}
