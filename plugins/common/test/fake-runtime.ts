import * as pulumi from '@pulumi/pulumi';
import type { ComputeRuntime, DeployedWorkload, Services, Workload } from 'panka/sdk';

/** A runtime that keeps what it was handed and deploys nothing, with the services that go with it. */
export function fakeRuntime(): { readonly workloads: Workload[]; readonly services: Partial<Services> } {
  const workloads: Workload[] = [];
  const runtime = (platform: string): ComputeRuntime => ({
    platform,
    declare: (component, _context, workload): DeployedWorkload => {
      workloads.push(workload);
      const text = (value: string) => pulumi.output(value);
      return {
        serviceName: text(`${component.name}-service`),
        serviceArn: text(`arn:aws:ecs:us-east-1:000000000000:service/shop/${component.name}-service`),
        taskDefinitionArn: text(`arn:aws:ecs:us-east-1:000000000000:task-definition/${component.name}:1`),
        taskRoleArn: text(`arn:aws:iam::000000000000:role/${component.name}`),
        executionRoleArn: text(`arn:aws:iam::000000000000:role/${component.name}-execution`),
        taskFamily: text(component.name),
        securityGroupIds: [text(`sg-${component.name}`)],
        capacityProviders: [{ capacityProvider: workload.spot ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 }],
        ready: [],
        securityGroupId: text(`sg-${component.name}`),
        logGroupName: text(`/panka/${component.address}`),
        ...(workload.serviceDiscovery?.enabled === true ? { internalHost: text(workload.serviceDiscovery.name) } : {}),
      };
    },
  });
  const cluster = {
    hasInsights: true,
    arn: 'arn:cluster',
    name: 'shop',
    namespaceArn: 'arn:ns',
    namespaceName: 'dev.shop.internal',
  };
  return { workloads, services: { runtimes: runtime, cluster } };
}

/** The value of an input; under mocks every value is known. */
export function plainOf<T>(input: pulumi.Input<T>): Promise<unknown> {
  const output: pulumi.Output<unknown> = pulumi.output<unknown>(input);
  return new Promise((done) => {
    output.apply(done);
  });
}
