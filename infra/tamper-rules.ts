import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { TamperPatterns } from '../core/watch/tamper-patterns.ts';

/** One rule on the default bus for each kind of tampering, all with the same target. */
export class TamperRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    prefix: string,
    patterns: TamperPatterns,
    target: Omit<CfnRule.TargetProperty, 'id'>,
  ) {
    super(scope, id);
    for (const [what, eventPattern] of Object.entries(patterns)) {
      new CfnRule(this, what, {
        name: `${prefix}-tampering-${what}`,
        description: `Passes on changes of: ${what}`,
        eventPattern,
        targets: [{ id: 'target', ...target }],
      });
    }
  }
}
