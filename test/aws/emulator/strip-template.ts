import { stripBootstrap } from './strip-bootstrap.ts';
import type { Resource, Template } from './template.ts';

type Stripped = {
  readonly template: Template;
  /** What is not in it any more, by logical id. */
  readonly removed: Readonly<Record<string, Resource>>;
  /** One line for each thing that was stripped, or that the emulator takes and then ignores. */
  readonly notes: readonly string[];
};

/** The emulator refuses a whole stack for one of these. */
const REFUSED: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudTrail::Trail',
  'AWS::Organizations::Policy',
  'AWS::CloudFormation::StackSet',
  'AWS::Athena::NamedQuery',
  'AWS::Logs::QueryDefinition',
  'AWS::Events::EventBusPolicy',
]);

/** Stripped where they have this property: an alarm on metric math rolls the stack back. */
const REFUSED_WITH: Readonly<Record<string, string>> = { 'AWS::CloudWatch::Alarm': 'Metrics' };

/** Taken without a word, and without an effect. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::Bucket': [
    ...['BucketEncryption', 'LifecycleConfiguration', 'LoggingConfiguration'],
    ...['ObjectLockConfiguration', 'OwnershipControls'],
  ],
  'AWS::Lambda::Function': ['ReservedConcurrentExecutions'],
  'AWS::Lambda::EventSourceMapping': ['MaximumBatchingWindowInSeconds'],
};

/** The template without what the emulator cannot take. Whatever else it cannot take fails the deployment. */
export function stripTemplate(whole: Template): Stripped {
  const { template, notes } = stripBootstrap(whole);
  const resources = Object.entries(template.Resources);
  const removed = Object.fromEntries(resources.filter(([, resource]) => isRefused(resource)));
  const kept = resources
    .filter(([id]) => !(id in removed))
    .map(([id, resource]) => [id, withoutDependencies(resource, removed)] as const);
  const stripped = Object.entries(removed).map(([id, { Type }]) => `stripped ${Type} ${id}`);
  const ignored = kept.flatMap(([id, resource]) => ignoredIn(id, resource));
  return {
    template: { ...template, Resources: Object.fromEntries(kept) },
    removed,
    notes: [...notes, ...stripped, ...ignored],
  };
}

function isRefused({ Type, Properties = {} }: Resource): boolean {
  const property = REFUSED_WITH[Type];
  return REFUSED.has(Type) || (property !== undefined && property in Properties);
}

function ignoredIn(id: string, { Type, Properties = {} }: Resource): readonly string[] {
  const found = (IGNORED[Type] ?? []).filter((property) => property in Properties);
  return found.length === 0 ? [] : [`without effect in ${Type} ${id}: ${found.join(', ')}`];
}

function withoutDependencies(
  resource: Resource,
  removed: Readonly<Record<string, Resource>>,
): Resource {
  const { DependsOn, ...rest } = resource;
  if (DependsOn === undefined) return resource;
  return { ...rest, DependsOn: [DependsOn].flat().filter((id) => !(id in removed)) };
}
