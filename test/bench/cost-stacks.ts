import { fieldOf, isJsonObject } from '../../core/judge/json-fields.ts';

/** What `cdk synth` makes, counted over all stacks. */
export type Stacks = {
  readonly regions: number;
  readonly alarms: number;
  readonly composites: number;
  readonly keys: number;
  readonly dashboards: number;
};

/** `infra/` has compiler settings of its own, so that this file knows it by name only. */
const SYNTHESIZE = '../infra/synthesize.ts';

/** Synthesizes a deployment; `default` stands for every Region with Bedrock that needs no opt-in. */
export async function countStacks(sourceRegions: string): Promise<Stacks> {
  const synthesize = fieldOf({ ...(await import(SYNTHESIZE)) }, 'synthesize');
  if (typeof synthesize !== 'function') throw new Error('test/infra/synthesize.ts has changed');
  const templates: unknown = synthesize({ sourceRegions });
  const resources = valuesOf(templates).flatMap((stack) => valuesOf(fieldOf(stack, 'Resources')));
  const count = (type: string) =>
    resources.filter((resource) => fieldOf(resource, 'Type') === type).length;
  return {
    regions: valuesOf(templates).length - 1,
    alarms: count('AWS::CloudWatch::Alarm'),
    composites: count('AWS::CloudWatch::CompositeAlarm'),
    keys: count('AWS::KMS::Key'),
    dashboards: count('AWS::CloudWatch::Dashboard'),
  };
}

function valuesOf(value: unknown): readonly unknown[] {
  return isJsonObject(value) ? Object.values(value) : [];
}
