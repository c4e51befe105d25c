import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import type { BundledCode } from './bundle-code.ts';
import type { Deployment } from './deployment.ts';
import { createFunctionRole } from './function-role.ts';

export type WatcherFunctionProps = {
  readonly part: keyof BundledCode;
  readonly description: string;
  readonly deployment: Deployment;
  /** The folder of its bundle. */
  readonly code: string;
  /** What it may do beside writing its log. */
  readonly statements: readonly PolicyStatement[];
  /** Resources with wildcards among the statements, and why there is no narrower one. */
  readonly wildcards?: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly environment?: Readonly<Record<string, string>>;
  /** How many of it always may run, and at most do; by default it shares with others. */
  readonly reservedConcurrency?: number;
};

/** A function of the watcher, with a log that is kept for the days of the deployment and a role of its own. */
export class WatcherFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, place: Place, props: WatcherFunctionProps) {
    super(scope, id);
    const functionName = nameOf(props.part, place);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: props.deployment.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    /** Roles are global: the Region stands in their names. */
    const roleName = `${functionName}-${place.region}`;
    const { description, statements, wildcards } = props;
    this.role = createFunctionRole(this, roleName, description, logGroup, statements);
    if (wildcards !== undefined) acknowledgeWildcards(this.role, wildcards);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.code),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize: props.memoryMb,
      timeout: props.timeout,
      ...(props.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(props.environment === undefined ? {} : { environment: { ...props.environment } }),
    });
  }
}
