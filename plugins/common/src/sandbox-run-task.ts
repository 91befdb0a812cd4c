import type { JsonObject, SandboxApi, SandboxCloud, SandboxResource } from 'panka/sdk';
import { lastPart, TASK_DEFINITION } from './sandbox-ecs-state.js';
import { digitsOf, essentialContainer, taskFate } from './sandbox-task-fate.js';

/** A task that was run on its own. It ends at once, as the tag of its image says; its id follows from its version. */
export const runTask: SandboxApi = (params, cloud) => {
  const definition = cloud
    .list(TASK_DEFINITION)
    .find(({ id, outputs }) => [id, outputs.arn].includes(String(params.taskDefinition)));
  if (definition === undefined) throw new Error('ClientException: TaskDefinition not found.');
  const cluster = lastPart(String(params.cluster ?? 'default'));
  return { tasks: [{ taskArn: runArn(definition, cluster), lastStatus: 'PROVISIONING' }], failures: [] };
};

/** The task with this ARN, if it is one that was run on its own. */
export function describedRun(cloud: SandboxCloud, arn: string): JsonObject | undefined {
  const definition = definitionOfRun(cloud, arn);
  if (definition === undefined) return undefined;
  const { stop } = taskFate(definition, []);
  const { exitCode } = stop === undefined ? { exitCode: 0 } : stop;
  const container = {
    name: String(essentialContainer(definition)?.name),
    lastStatus: 'STOPPED',
    ...(exitCode === undefined ? {} : { exitCode }),
  };
  return {
    taskArn: arn,
    group: `family:${String(definition.inputs.family)}`,
    taskDefinitionArn: definition.outputs.arn ?? null,
    lastStatus: 'STOPPED',
    stopCode: stop?.stopCode ?? 'EssentialContainerExited',
    stoppedReason: stop?.stoppedReason ?? 'Essential container in task exited',
    containers: [container],
  };
}

/** What a run wrote into a stream; undefined where the stream is not one of a run. */
export function logOfRun(cloud: SandboxCloud, stream: string): string | undefined {
  const definition = cloud.list(TASK_DEFINITION).find((one) => stream.endsWith(`/${runId(one)}`));
  return definition === undefined ? undefined : taskFate(definition, []).stop?.log;
}

function definitionOfRun(cloud: SandboxCloud, arn: string): SandboxResource | undefined {
  const cluster = arn.split('/')[1] ?? 'default';
  return cloud.list(TASK_DEFINITION).find((definition) => runArn(definition, cluster) === arn);
}

function runArn(definition: SandboxResource, cluster: string): string {
  const prefix = String(definition.outputs.arn).replace(/:task-definition\/.*$/, ':task');
  return `${prefix}/${cluster}/${runId(definition)}`;
}

function runId(definition: SandboxResource): string {
  return digitsOf(`run ${String(definition.outputs.arn)}`, 32);
}
