import type { DeployedWorkload } from 'panka/sdk';

/** What it takes to have a task started by others. */
export type ScheduledTask = Pick<DeployedWorkload, 'taskDefinitionArn' | 'taskRoleArn'> &
  Required<
    Pick<DeployedWorkload, 'taskFamily' | 'executionRoleArn' | 'securityGroupIds' | 'capacityProviders' | 'ready'>
  >;

/** The job that a runtime declared; a runtime that is none of ECS starts its jobs itself. */
export function scheduledTask(address: string, deployed: DeployedWorkload): ScheduledTask {
  const { taskFamily, executionRoleArn, securityGroupIds, capacityProviders, ready } = deployed;
  if (
    taskFamily === undefined ||
    executionRoleArn === undefined ||
    securityGroupIds === undefined ||
    capacityProviders === undefined ||
    ready === undefined
  )
    throw new Error(`the runtime of ${address} does not say how its tasks are started`);
  const { taskDefinitionArn, taskRoleArn } = deployed;
  return {
    ...{ taskDefinitionArn, taskRoleArn, taskFamily },
    ...{ executionRoleArn, securityGroupIds, capacityProviders, ready },
  };
}
