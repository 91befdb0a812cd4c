import type { DeployedWorkload, OutputDeclaration, Translation } from 'panka/sdk';
import { given } from './workload.js';

const ON_ECS = 'runtime.platform fargate or ec2';

/** Outputs that every kind of running container publishes. */
export const SERVICE_OUTPUTS: Readonly<Record<string, OutputDeclaration>> = {
  serviceName: { type: 'string', description: 'Name of the ECS service', when: ON_ECS },
  serviceArn: { type: 'string', description: 'ARN of the ECS service', when: ON_ECS },
  taskDefinitionArn: { type: 'string', description: 'ARN of the task definition, with its revision', when: ON_ECS },
  taskRoleArn: { type: 'string', description: 'ARN of the role of its containers' },
  securityGroupId: { type: 'string', description: 'Security group of its tasks' },
  logGroupName: { type: 'string', description: 'Log group of its containers', when: ON_ECS },
};

/** Their values. */
export function serviceOutputs(deployed: DeployedWorkload): Translation['outputs'] {
  return {
    ...given('serviceName', deployed.serviceName),
    ...given('serviceArn', deployed.serviceArn),
    ...given('taskDefinitionArn', deployed.taskDefinitionArn),
    taskRoleArn: deployed.taskRoleArn,
    securityGroupId: deployed.securityGroupId,
    ...given('logGroupName', deployed.logGroupName),
  };
}

/** Examples of them. */
export function serviceStubs(name: string) {
  return {
    serviceName: name,
    serviceArn: `arn:aws:ecs:us-east-1:000000000000:service/stack/${name}`,
    taskDefinitionArn: `arn:aws:ecs:us-east-1:000000000000:task-definition/${name}:1`,
    taskRoleArn: `arn:aws:iam::000000000000:role/${name}`,
    securityGroupId: 'sg-00000000000000000',
    logGroupName: `/panka/stack/development/service/${name}`,
  };
}
