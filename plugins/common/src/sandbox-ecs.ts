import type { JsonObject, MadeResource, ResourceModel, SandboxCloud, SandboxModels } from 'panka/sdk';
import { fargateMemories } from './fargate-sizes.js';
import { sandboxAppAutoscaling } from './sandbox-appautoscaling.js';
import { sandboxEcsApi } from './sandbox-ecs-api.js';
import { ECS_SERVICE, lastPart, TASK_DEFINITION } from './sandbox-ecs-state.js';
import { LISTENER, LISTENER_RULE, listsTargetGroup, TARGET_GROUP } from './sandbox-lb-types.js';

const taskDefinition: ResourceModel = {
  type: TASK_DEFINITION,
  // A revision never changes: everything but tags makes a new one, and `skipDestroy` keeps the old.
  replaces: ['*'],
  // An interrupted run may leave a revision that nothing runs, like every earlier one; the next run registers another.
  onExisting: 'adopt',
  id: (made, cloud) => `${String(made.inputs.family)}:${nextRevision(made, cloud)}`,
  computed: (made) => {
    const arn = `arn:${made.partition}:ecs:${made.region}:${made.account}:task-definition/${made.id}`;
    return {
      arn,
      arnWithoutRevision: arn.slice(0, arn.lastIndexOf(':')),
      revision: Number(made.id.slice(made.id.lastIndexOf(':') + 1)),
    };
  },
  keeps: (resource) => resource.inputs.skipDestroy === true,
  refuses: ({ inputs }) => refuseSize(inputs),
};

/** Revisions of a family count up, whatever became of those before. */
function nextRevision(made: MadeResource, cloud: SandboxCloud): number {
  const revisions = cloud
    .list(TASK_DEFINITION)
    .filter((d) => d.inputs.family === made.inputs.family)
    .map((d) => Number(d.outputs.revision ?? 0));
  return Math.max(0, ...revisions) + 1;
}

function refuseSize(inputs: JsonObject): string | undefined {
  const fargate = Array.isArray(inputs.requiresCompatibilities) && inputs.requiresCompatibilities.includes('FARGATE');
  if (!fargate || fargateMemories(Number(inputs.cpu)).includes(Number(inputs.memory))) return undefined;
  return 'ClientException: No Fargate configuration exists for given values.';
}

const service: ResourceModel = {
  type: ECS_SERVICE,
  replaces: ['cluster', 'name', 'schedulingStrategy', 'launchType', 'iamRole', 'deploymentController.type'],
  identity: ['cluster', 'name'],
  id: (made) =>
    `arn:${made.partition}:ecs:${made.region}:${made.account}:service/${lastPart(String(made.inputs.cluster ?? 'default'))}/${String(made.inputs.name)}`,
  computed: (made) => ({ arn: made.id }),
  refuses: ({ inputs }, cloud) => missingDefinition(inputs, cloud) ?? targetGroupWithoutListener(inputs, cloud),
};

function missingDefinition({ taskDefinition }: JsonObject, cloud: SandboxCloud): string | undefined {
  const found = cloud.list(TASK_DEFINITION).some((d) => d.outputs.arn === taskDefinition);
  return found ? undefined : 'ClientException: TaskDefinition not found.';
}

function targetGroupWithoutListener({ loadBalancers }: JsonObject, cloud: SandboxCloud): string | undefined {
  const groups = Array.isArray(loadBalancers) ? (loadBalancers as readonly JsonObject[]) : [];
  const forwards = [...cloud.list(LISTENER), ...cloud.list(LISTENER_RULE)];
  for (const { targetGroupArn: arn } of groups) {
    if (cloud.get(TARGET_GROUP, String(arn)) === undefined)
      return `InvalidParameterException: The specified target group ${String(arn)} does not exist.`;
    if (!forwards.some((f) => listsTargetGroup(f, String(arn))))
      return `InvalidParameterException: The target group with targetGroupArn ${String(arn)} does not have an associated load balancer.`;
  }
  return undefined;
}

const scheduledAction: ResourceModel = {
  type: 'aws:appautoscaling/scheduledAction:ScheduledAction',
  replaces: ['name', 'resourceId', 'scalableDimension', 'serviceNamespace'],
  identity: ['serviceNamespace', 'resourceId', 'scalableDimension', 'name'],
  id: ({ inputs }) => `${String(inputs.name)}-${String(inputs.serviceNamespace)}-${String(inputs.resourceId)}`,
  onExisting: 'adopt',
  computed: (made) => ({
    arn: `arn:${made.partition}:autoscaling:${made.region}:${made.account}:scheduledAction:${made.hex(8)}:resource/${String(made.inputs.serviceNamespace)}/${String(made.inputs.resourceId)}:scheduledActionName/${String(made.inputs.name)}`,
  }),
};

/** ECS as the sandbox simulates it, for every kind that runs containers. */
export const sandboxEcs: SandboxModels = {
  models: [taskDefinition, service, scheduledAction, ...sandboxAppAutoscaling],
  api: sandboxEcsApi,
};
