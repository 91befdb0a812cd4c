import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Output } from '@pulumi/pulumi';
import type { ConfigFiles } from './config-files.js';
import { containerDefinitions } from './container-definitions.js';
import type { Declaring, EcsHost, Placement } from './ecs-host.js';
import type { TaskRoles } from './task-roles.js';
import { taskVolumes } from './task-volumes.js';

interface TaskParts {
  readonly compatibility: Placement['compatibility'];
  readonly logGroup: Output<string>;
  readonly roles: TaskRoles;
  readonly configs: ConfigFiles | undefined;
}

/** A revision for each change; old ones stay (`skipDestroy`), for a rollback goes back to one. */
export function declareTaskDefinition(host: EcsHost, declaring: Declaring, parts: TaskParts): aws.ecs.TaskDefinition {
  const { component, context, workload } = declaring;
  const { names, tags, identity } = host.services;
  const { volumes, mounts } = taskVolumes(workload, parts.configs);
  const logicalName = context.logicalName('task');
  return new aws.ecs.TaskDefinition(
    logicalName,
    {
      family: names.physical(component, NAME_RULES.taskFamily),
      requiresCompatibilities: [parts.compatibility],
      networkMode: 'awsvpc',
      cpu: String(workload.cpu),
      memory: String(workload.memory),
      runtimePlatform: {
        operatingSystemFamily: 'LINUX',
        cpuArchitecture: workload.architecture === 'arm64' ? 'ARM64' : 'X86_64',
      },
      ...(workload.ephemeralStorageGiB === undefined
        ? {}
        : { ephemeralStorage: { sizeInGib: workload.ephemeralStorageGiB } }),
      executionRoleArn: parts.roles.execution.arn,
      taskRoleArn: parts.roles.task.arn,
      ...(volumes.length === 0 ? {} : { volumes }),
      containerDefinitions: containerDefinitions({
        name: component.name,
        workload,
        mounts,
        configs: parts.configs,
        configImage: host.configImage,
        tracing: host.tracing,
        logGroup: parts.logGroup,
        region: identity.region,
      }),
      skipDestroy: true,
      tags: tags.of(component, logicalName),
    },
    context.options({ dependsOn: [...(parts.configs?.resources ?? [])] }),
  );
}
