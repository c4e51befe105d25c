import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import type { SeenRule } from '../core/doctor/check-rule.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** A rule on the default bus of one Region; null where there is none. Needs `events:DescribeRule`. */
async function describeRule(name: string, client: EventBridgeClient) {
  try {
    return await client.send(new DescribeRuleCommand({ Name: name }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
    throw error;
  }
}

/** Needs `events:DescribeRule` and `events:ListTargetsByRule`. */
export async function lookAtRule(name: string, region: string): Promise<SeenRule | null> {
  const client = new EventBridgeClient({ ...CLIENT_OPTIONS, region });
  const rule = await describeRule(name, client);
  if (rule === null) return null;
  const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: name }));
  return {
    name,
    state: rule.State ?? 'in no state',
    pattern: parse(rule.EventPattern ?? 'null'),
    targetArns: Targets.map(({ Arn = '' }) => Arn),
  };
}

/** Whether a rule of that name stands in a Region at all. */
export async function isRuleThere(name: string, region: string): Promise<boolean> {
  const client = new EventBridgeClient({ ...CLIENT_OPTIONS, region });
  return (await describeRule(name, client)) !== null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
