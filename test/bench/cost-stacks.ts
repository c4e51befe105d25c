import { fieldOf, isJsonObject } from '../../core/judge/json-fields.ts';

/** What `cdk synth` makes, counted over all stacks. */
export type Stacks = {
  readonly regions: number;
  readonly alarms: number;
  readonly composites: number;
  readonly keys: number;
  readonly dashboards: number;
};

/** What the template of a spoke makes in one account and Region, of what costs. */
export type Spoke = { readonly alarms: number; readonly schedules: number };

/** `infra/` has compiler settings of its own, so that this file knows it by name only. */
const SYNTHESIZE = '../infra/synthesize.ts';
const AN_ORGANIZATION = '../infra/an-organization.ts';

/**
 * Synthesizes a deployment; `default` stands for every Region with Bedrock that needs no opt-in. Of an
 * organization it counts the hub: a spoke holds no function.
 */
export async function countStacks(
  sourceRegions: string,
  topology: 'single' | 'organization' = 'single',
): Promise<Stacks> {
  const synthesize = fieldOf({ ...(await import(SYNTHESIZE)) }, 'synthesize');
  if (typeof synthesize !== 'function') throw new Error('test/infra/synthesize.ts has changed');
  const organization = fieldOf({ ...(await import(AN_ORGANIZATION)) }, 'ORGANIZATION');
  if (!isJsonObject(organization)) throw new Error(`${AN_ORGANIZATION} has changed`);
  const over = topology === 'organization' ? organization : {};
  const templates: unknown = synthesize({ sourceRegions, ...over });
  const stacks = valuesOf(templates)
    .map((stack) => valuesOf(fieldOf(stack, 'Resources')))
    .filter((resources) => countOf(resources, 'AWS::Lambda::Function') > 0);
  const count = (type: string) => countOf(stacks.flat(), type);
  return {
    regions: stacks.length - 1,
    alarms: count('AWS::CloudWatch::Alarm'),
    composites: count('AWS::CloudWatch::CompositeAlarm'),
    keys: count('AWS::KMS::Key'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
  };
}

export async function countSpoke(): Promise<Spoke> {
  const template = fieldOf({ ...(await import(AN_ORGANIZATION)) }, 'SPOKE');
  const resources = valuesOf(fieldOf(template, 'Resources'));
  return {
    alarms: countOf(resources, 'AWS::CloudWatch::Alarm'),
    schedules: countOf(resources, 'AWS::Scheduler::Schedule'),
  };
}

function countOf(resources: readonly unknown[], type: string): number {
  return resources.filter((resource) => fieldOf(resource, 'Type') === type).length;
}

function valuesOf(value: unknown): readonly unknown[] {
  return isJsonObject(value) ? Object.values(value) : [];
}
