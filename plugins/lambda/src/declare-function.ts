import * as aws from '@pulumi/aws';
import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, TranslateContext } from 'panka/sdk';
import type { FunctionCode } from './code.js';
import type { LambdaSpec } from './schema.js';

type Resource = NonNullable<ReturnType<TranslateContext['options']>['parent']>;

/** What a function is made with. */
export interface Foundation {
  readonly name: string;
  readonly tagsOf: (part?: string) => Record<string, string>;
  readonly roleArn: Input<string>;
  /** Policies of the role and its network access: Lambda checks them when it is told of a source. */
  readonly ready: readonly Resource[];
  readonly code: FunctionCode;
  readonly variables: Readonly<Record<string, Input<string>>>;
  readonly logGroupName: Output<string>;
  readonly vpc?: FunctionNetwork;
}

export interface FunctionNetwork {
  readonly subnetIds: Input<string>[];
  readonly securityGroupId: Output<string>;
  /** Ways to what the function uses: open before it runs. */
  readonly opened: readonly Resource[];
  /** The stack's own group, where there is one. */
  readonly sharedGroupId?: Input<string>;
}

export interface DeclaredFunction extends Foundation {
  readonly function: aws.lambda.Function;
  /** `live`: callers and triggers use it, so that a rollback moves them all at once. */
  readonly alias: aws.lambda.Alias;
}

/** The function, a published version for each change, and the alias that points at the newest. */
export function declareFunction(
  { spec }: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  at: Foundation,
): DeclaredFunction {
  const fn = new aws.lambda.Function(
    context.logicalName(),
    {
      name: at.name,
      tags: at.tagsOf(),
      role: at.roleArn,
      ...at.code.args,
      publish: true,
      memorySize: spec.memory,
      timeout: spec.timeout,
      architectures: [spec.architecture],
      ephemeralStorage: { size: spec.ephemeralStorageMiB },
      environment: { variables: at.variables },
      tracingConfig: { mode: spec.tracing },
      loggingConfig: { logFormat: spec.logFormat, logGroup: at.logGroupName },
      ...(spec.layers.length === 0 ? {} : { layers: spec.layers }),
      ...(spec.reservedConcurrentExecutions === undefined
        ? {}
        : { reservedConcurrentExecutions: spec.reservedConcurrentExecutions }),
      ...vpcArgs(at.vpc),
    },
    context.options({
      deleteBeforeReplace: true,
      dependsOn: [...at.ready, ...at.code.after, ...(at.vpc?.opened ?? [])],
    }),
  );
  const alias = new aws.lambda.Alias(
    context.logicalName('live'),
    { name: 'live', functionName: fn.name, functionVersion: fn.version },
    context.options({ deleteBeforeReplace: true }),
  );
  return { ...at, function: fn, alias };
}

function vpcArgs(network: FunctionNetwork | undefined) {
  if (network === undefined) return {};
  const { subnetIds, securityGroupId, sharedGroupId } = network;
  const securityGroupIds = [securityGroupId, ...(sharedGroupId === undefined ? [] : [sharedGroupId])];
  return { vpcConfig: { subnetIds, securityGroupIds } };
}
