import type { Json, JsonObject, SandboxApi } from 'panka/sdk';
import { findService, type SimulatedService, simulatedServices, taskArns } from './sandbox-ecs-state.js';
import { describedRun, logOfRun, runTask } from './sandbox-run-task.js';
import { digitsOf } from './sandbox-task-fate.js';

/** What ECS reports as failed before its circuit breaker opens. */
const FAILED_TASKS = 10;

/** The calls of ECS and CloudWatch Logs that verifiers make, answered from what the simulated cloud holds. */
export const sandboxEcsApi: Readonly<Record<string, SandboxApi>> = {
  'ecs:DescribeServices': (params, cloud) => {
    const wanted = Array.isArray(params.services) ? params.services.map(String) : [];
    const found = wanted.map((service) => findService(cloud, String(params.cluster ?? 'default'), service));
    return {
      services: found.flatMap((service) => (service === undefined ? [] : [described(service)])),
      failures: wanted.flatMap((arn, i) => (found[i] === undefined ? [{ arn, reason: 'MISSING' }] : [])),
    };
  },
  'ecs:ListTasks': (params, cloud) => {
    const service = findService(cloud, String(params.cluster ?? 'default'), String(params.serviceName ?? ''));
    if (service === undefined) throw new Error('ServiceNotFoundException: Service not found.');
    return { taskArns: taskArns(service, params.desiredStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING') };
  },
  'ecs:DescribeTasks': (params, cloud) => {
    const wanted = Array.isArray(params.tasks) ? params.tasks.map(String) : [];
    const tasks = simulatedServices(cloud).flatMap((service) => [
      ...taskArns(service, 'RUNNING').map((arn) => ({ arn, service, stopped: false })),
      ...taskArns(service, 'STOPPED').map((arn) => ({ arn, service, stopped: true })),
    ]);
    const found = wanted.map((arn) => {
      const task = tasks.find((one) => one.arn === arn);
      return task === undefined ? describedRun(cloud, arn) : describedTask(task);
    });
    return {
      tasks: found.flatMap((task) => (task === undefined ? [] : [task])),
      failures: wanted.flatMap((arn, i) => (found[i] === undefined ? [{ arn, reason: 'MISSING' }] : [])),
    };
  },
  'ecs:RunTask': runTask,
  'logs:GetLogEvents': (params, cloud) => {
    const stream = String(params.logStreamName);
    const service = simulatedServices(cloud).find((s) =>
      taskArns(s, 'STOPPED').some((arn) => stream.endsWith(arn.slice(arn.lastIndexOf('/') + 1))),
    );
    const log = service?.fate.stop?.log ?? logOfRun(cloud, stream);
    if (log === undefined) throw new Error('ResourceNotFoundException: The specified log stream does not exist.');
    return { events: [{ timestamp: 0, ingestionTime: 0, message: log }] };
  },
};

function described(service: SimulatedService): JsonObject {
  const { resource, arn, name, taskDefinition, desired, running } = service;
  return {
    serviceArn: arn,
    serviceName: name,
    clusterArn: resource.inputs.cluster ?? null,
    status: 'ACTIVE',
    desiredCount: desired,
    runningCount: running,
    pendingCount: 0,
    taskDefinition,
    loadBalancers: service.targetGroups.map((g) => ({ targetGroupArn: g.arn, containerPort: g.port })),
    deployments: [
      { ...rollout(service), taskDefinition, desiredCount: desired, runningCount: running, pendingCount: 0 },
    ],
    events:
      service.fate.stop === undefined
        ? []
        : [{ message: `(service ${name}) is unable to consistently start tasks successfully.` }],
  };
}

/** Without a circuit breaker ECS goes on trying for ever. */
function rollout(service: SimulatedService): JsonObject {
  const id = `ecs-svc/${BigInt(`0x${digitsOf(`${service.arn} ${service.taskDefinition}`, 15)}`)}`;
  const common = { id, status: 'PRIMARY' };
  if (service.fate.stop === undefined || service.desired === 0)
    return {
      ...common,
      failedTasks: 0,
      rolloutState: 'COMPLETED',
      rolloutStateReason: `ECS deployment ${id} completed.`,
    };
  const breaker = service.resource.inputs.deploymentCircuitBreaker as JsonObject | undefined;
  if (breaker?.enable !== true)
    return {
      ...common,
      failedTasks: FAILED_TASKS,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment ${id} in progress.`,
    };
  return {
    ...common,
    failedTasks: FAILED_TASKS,
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
  };
}

function describedTask(task: { arn: string; service: SimulatedService; stopped: boolean }): JsonObject {
  const { arn, service, stopped } = task;
  const stop = stopped ? service.fate.stop : undefined;
  const container: Json = {
    name: service.container,
    lastStatus: stop === undefined ? 'RUNNING' : 'STOPPED',
    ...(stop?.exitCode === undefined ? {} : { exitCode: stop.exitCode }),
    ...(stop?.stopCode === 'TaskFailedToStart' ? { reason: stop.stoppedReason } : {}),
  };
  return {
    taskArn: arn,
    group: `service:${service.name}`,
    taskDefinitionArn: service.taskDefinition,
    lastStatus: stop === undefined ? 'RUNNING' : 'STOPPED',
    ...(stop === undefined ? {} : { stopCode: stop.stopCode, stoppedReason: stop.stoppedReason }),
    containers: [container],
  };
}
