import type { DeployedWorkload } from 'panka/sdk';

/** What it takes to have a task started by others. */
export type ScheduledTask = Required<
  Pick<
    DeployedWorkload,
    | 'taskDefinitionArn'
    | 'taskRoleArn'
    | 'taskFamily'
    | 'executionRoleArn'
    | 'securityGroupIds'
    | 'capacityProviders'
    | 'ready'
  >
>;

/** The job that a runtime declared; a runtime that is none of ECS starts its jobs itself. */
export function scheduledTask(address: string, deployed: DeployedWorkload): ScheduledTask {
  const { taskDefinitionArn, taskFamily, executionRoleArn, securityGroupIds, capacityProviders, ready } = deployed;
  if (
    taskDefinitionArn === undefined ||
    taskFamily === undefined ||
    executionRoleArn === undefined ||
    securityGroupIds === undefined ||
    capacityProviders === undefined ||
    ready === undefined
  )
    throw new Error(`the runtime of ${address} does not say how its tasks are started`);
  const { taskRoleArn } = deployed;
  return {
    ...{ taskDefinitionArn, taskRoleArn, taskFamily },
    ...{ executionRoleArn, securityGroupIds, capacityProviders, ready },
  };
}
