import type { ComponentResource, Input, Output } from '@pulumi/pulumi';
import type { ComponentOf } from '../component-kind.js';
import type { TranslateContext } from '../translator.js';
import type { Resource } from './resource.js';
import type { Workload } from './workload.js';

/** One task of containers → resources on a platform: token `runtime:fargate`, `runtime:ec2`, `runtime:eks`. */
export interface ComputeRuntime {
  readonly platform: string;
  declare(component: ComponentOf<unknown>, context: TranslateContext, workload: Workload): DeployedWorkload;
}

/** Gives the runtime of a platform; throws PANKA-RUNTIME-001 with the plugin to install when there is none. */
export type Runtimes = (platform: string) => ComputeRuntime;

export interface DeployedWorkload {
  /** Outputs named as the kinds publish them. */
  readonly serviceName?: Output<string>;
  readonly serviceArn?: Output<string>;
  /** Absent where a platform knows no task definitions. */
  readonly taskDefinitionArn?: Output<string>;
  readonly taskRoleArn: Output<string>;
  readonly securityGroupId: Output<string>;
  /** Absent where the platform, not Panka, decides where logs go. */
  readonly logGroupName?: Output<string>;
  readonly internalHost?: Output<string>;
  readonly service?: ComponentResource | Resource;
  /** Of the role that starts the tasks: whoever runs the task definition must be allowed to pass it on. */
  readonly executionRoleArn?: Output<string>;
  /** Every group that the tasks join: their own, those of the spec, and the stack's shared one. */
  readonly securityGroupIds?: readonly Input<string>[];
  /** Name of the task definition without its revision, known in a plan: whoever runs a `job` is allowed all revisions. */
  readonly taskFamily?: Output<string>;
  /** What must be there before a task of a `job` is run: the policies of its roles, and its ways in and out. */
  readonly ready?: readonly Resource[];
  /** Where tasks of a `job` are to be run. */
  readonly capacityProviders?: readonly { readonly capacityProvider: Input<string>; readonly weight: number }[];
}
