import type { ComponentOf, ComputeRuntime, DeployedWorkload, TranslateContext, Workload } from '../../sdk/index.js';
import { declareScaling } from './autoscaling.js';
import { configFiles } from './config-files.js';
import { refuseDisk } from './ebs-volume.js';
import type { Declaring, EcsHost, Placement } from './ecs-host.js';
import { declareService } from './ecs-service.js';
import { internalHost } from './service-discovery.js';
import { declareTaskDefinition } from './task-definition.js';
import { declareTaskRoles } from './task-roles.js';

/** Containers as ECS tasks; where they run is the placement's. */
export class EcsRuntime implements ComputeRuntime {
  readonly platform: string;

  constructor(
    private readonly host: EcsHost,
    private readonly placement: Placement,
  ) {
    this.platform = placement.platform;
  }

  declare(component: ComponentOf<unknown>, context: TranslateContext, workload: Workload): DeployedWorkload {
    const declaring: Declaring = { component, context, workload };
    const { services } = this.host;
    const logs = services.logs.declare(component, context);
    const group = services.securityGroups.declare(component, context);
    const configs = configFiles(this.host, declaring);
    const roles = declareTaskRoles(this.host, declaring, configs);
    const opened = services.securityGroups.openConsumed(context, group.id);
    const taskDefinition = declareTaskDefinition(this.host, declaring, {
      compatibility: this.placement.compatibility,
      logGroup: logs.name,
      roles,
      configs,
    });
    const shared = services.network.sharedSecurityGroupId;
    const securityGroupIds = [group.id, ...workload.securityGroupIds, ...(shared === undefined ? [] : [shared])];
    const capacityProviders = this.placement.capacity(declaring);
    const deployed: DeployedWorkload = {
      taskDefinitionArn: taskDefinition.arn,
      taskRoleArn: roles.task.arn,
      executionRoleArn: roles.execution.arn,
      securityGroupId: group.id,
      securityGroupIds,
      logGroupName: logs.name,
      capacityProviders,
    };
    const ready = [
      ...this.host.cluster.ready,
      ...roles.task.ready,
      ...roles.execution.ready,
      ...(group.ready ?? []),
      ...opened,
    ];
    if (workload.type === 'job') {
      refuseDisk(declaring);
      return { ...deployed, taskFamily: taskDefinition.family, ready };
    }
    const service = declareService(this.host, declaring, {
      taskDefinition,
      securityGroupIds,
      capacityProviders,
      ready,
    });
    declareScaling(this.host, declaring, service);
    const name = internalHost(this.host, declaring);
    return {
      ...deployed,
      serviceName: service.name,
      serviceArn: service.arn,
      service,
      // Known once the service is there: whoever calls it should come after it.
      ...(name === undefined ? {} : { internalHost: service.arn.apply(() => name) }),
    };
  }
}
