import { Aws, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Says of each resource with a wildcard why there is no narrower one; cdk-nag refuses every other. */
export function acknowledgeWildcards(
  construct: Construct,
  reasons: Readonly<Record<string, string>>,
): void {
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([resource, reason]) => ({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${shown(resource)}]`,
      reason,
    })),
  );
}

/** As cdk-nag shows placeholders of CloudFormation. */
function shown(resource: string): string {
  return resource
    .replaceAll(Aws.PARTITION, '<AWS::Partition>')
    .replaceAll(Aws.ACCOUNT_ID, '<AWS::AccountId>');
}
