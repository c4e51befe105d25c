import type { Template } from './synthesize.ts';

/** What CloudFormation knows when it deploys a template. */
export type Given = {
  readonly account: string;
  readonly region: string;
  readonly partition?: string;
  readonly parameters?: Readonly<Record<string, string>>;
};

/** A value of a template as CloudFormation makes it, for queues, buses and rules; fails on what it does not know. */
export function resolve(value: unknown, template: Template, given: Given): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(each, template, given));
  if (typeof value !== 'object' || value === null) return value;
  const again = (each: unknown) => resolve(each, template, given);
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    if (name === 'Ref') return reference(String(argument), template, given);
    if (name === 'Fn::GetAtt') return attribute(argument as string[], template, given);
    if (name === 'Fn::Join') return (again((argument as unknown[])[1]) as string[]).join('');
    if (name === 'Fn::Sub')
      return String(argument).replace(/\$\{([^}]+)\}/g, (_, id) => reference(id, template, given));
    if (name === 'Fn::If') {
      const [condition, yes, no] = argument as [string, unknown, unknown];
      if (condition !== 'BusReachesHome') throw new Error(`unknown condition ${condition}`);
      return again((given.partition ?? 'aws') === 'aws' ? yes : no);
    }
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, again(each)]));
}

function reference(id: string, template: Template, given: Given): string {
  const { account, region, partition = 'aws', parameters = {} } = given;
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
  };
  const found = pseudo[id] ?? parameters[id] ?? physicalName(id, template, given);
  if (found === undefined) throw new Error(`unknown reference ${id}`);
  return found;
}

function physicalName(id: string, template: Template, given: Given): string | undefined {
  const { Properties = {} } = template.Resources[id] ?? {};
  const name = Properties.QueueName ?? Properties.RoleName ?? Properties.Name;
  return name === undefined ? undefined : String(resolve(name, template, given));
}

function attribute([id = '', what]: readonly string[], template: Template, given: Given): string {
  const { account, region, partition = 'aws' } = given;
  const type = template.Resources[id]?.Type ?? '';
  const places: Readonly<Record<string, string>> = {
    'AWS::SQS::Queue': `sqs:${region}:${account}:`,
    'AWS::IAM::Role': `iam::${account}:role/`,
    'AWS::Events::EventBus': `events:${region}:${account}:event-bus/`,
  };
  const name = physicalName(id, template, given);
  if (name === undefined || places[type] === undefined) throw new Error(`unknown ${type} ${id}`);
  if (what === 'QueueName') return name;
  return `arn:${partition}:${places[type]}${name}`;
}
