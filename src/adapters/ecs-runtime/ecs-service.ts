import { NAME_RULES, ROLLOUT_STEPS } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { CustomResourceOptions, Input, Resource } from '@pulumi/pulumi';
import { declareDiskOfTasks } from './ebs-volume.js';
import type { CapacityShare, Declaring, EcsHost } from './ecs-host.js';
import { strategyNotSupported } from './errors.js';
import { declareDnsName, serviceConnect } from './service-discovery.js';

interface ServiceParts {
  readonly taskDefinition: aws.ecs.TaskDefinition;
  readonly securityGroupIds: readonly Input<string>[];
  readonly capacityProviders: readonly CapacityShare[];
  readonly ready: readonly Resource[];
}

export function declareService(host: EcsHost, declaring: Declaring, parts: ServiceParts): aws.ecs.Service {
  const { component, context, workload } = declaring;
  const { names, tags, network } = host.services;
  const logicalName = context.logicalName();
  const disk = declareDiskOfTasks(host, declaring);
  return new aws.ecs.Service(
    logicalName,
    {
      name: names.physical(component, NAME_RULES.ecsService),
      cluster: host.cluster.arn,
      taskDefinition: parts.taskDefinition.arn,
      desiredCount: firstCount(declaring),
      capacityProviderStrategies: [...parts.capacityProviders],
      // Without it a change of capacity would replace the service.
      forceNewDeployment: true,
      networkConfiguration: {
        subnets: network.subnets(workload.subnets),
        securityGroups: [...parts.securityGroupIds],
        assignPublicIp: workload.assignPublicIp,
      },
      ...rollout(declaring),
      ...targets(declaring),
      ...serviceConnect(host, declaring),
      ...declareDnsName(host, declaring),
      ...disk.args,
      enableExecuteCommand: workload.exec,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      waitForSteadyState: host.waitForSteadyState,
      tags: tags.of(component, logicalName),
    },
    serviceOptions(declaring, [...parts.ready, ...disk.ready]),
  );
}

/** How many tasks a new service starts with; from then on autoscaling decides where there is one. */
function firstCount({ workload }: Declaring): number {
  const { autoscaling, replicas } = workload;
  if (autoscaling === undefined) return replicas;
  return Math.min(autoscaling.maxReplicas, Math.max(autoscaling.minReplicas, replicas));
}

function targets({ component, workload }: Declaring): Partial<aws.ecs.ServiceArgs> {
  const { targetGroups, healthCheckGraceSeconds } = workload;
  if (targetGroups.length === 0) return {};
  return {
    loadBalancers: targetGroups.map(({ arn, containerPort }) => ({
      targetGroupArn: arn,
      containerName: component.name,
      containerPort,
    })),
    ...(healthCheckGraceSeconds === undefined ? {} : { healthCheckGracePeriodSeconds: healthCheckGraceSeconds }),
  };
}

function rollout({ component, workload }: Declaring): Partial<aws.ecs.ServiceArgs> {
  const { deployment, targetGroups } = workload;
  const { circuitBreaker, rollbackAlarms, strategy } = deployment;
  if (strategy !== 'rolling' && targetGroups.length > 0) throw strategyNotSupported(component.address, strategy);
  return {
    deploymentMinimumHealthyPercent: deployment.minimumHealthyPercent,
    deploymentMaximumPercent: deployment.maximumPercent,
    // ECS moves tasks between zones by starting the new one first, which it takes for granted unless told otherwise.
    ...(deployment.maximumPercent > 100 ? {} : { availabilityZoneRebalancing: 'DISABLED' }),
    deploymentCircuitBreaker: { enable: circuitBreaker, rollback: circuitBreaker },
    ...(strategy === 'rolling' ? {} : { deploymentConfiguration: stepwise(strategy) }),
    ...(rollbackAlarms.length === 0
      ? {}
      : { alarms: { enable: true, rollback: true, alarmNames: [...rollbackAlarms] } }),
  };
}

/** The steps as ECS writes them. */
function stepwise(strategy: keyof typeof ROLLOUT_STEPS): aws.types.input.ecs.ServiceDeploymentConfiguration {
  const { step, bakeMinutes } = ROLLOUT_STEPS[strategy];
  const bakeTimeInMinutes = String(bakeMinutes);
  if (step === undefined) return { strategy: 'BLUE_GREEN', bakeTimeInMinutes };
  const minutes = String(step.minutes);
  return strategy === 'canary'
    ? {
        strategy: 'CANARY',
        bakeTimeInMinutes,
        canaryConfiguration: { canaryPercent: step.percent, canaryBakeTimeInMinutes: minutes },
      }
    : {
        strategy: 'LINEAR',
        bakeTimeInMinutes,
        linearConfiguration: { stepPercent: step.percent, stepBakeTimeInMinutes: minutes },
      };
}

function serviceOptions(
  { component, context, workload }: Declaring,
  ready: readonly Resource[],
): CustomResourceOptions {
  const limit = `${workload.deployment.timeoutMinutes}m`;
  return context.options({
    deleteBeforeReplace: true,
    dependsOn: [...ready, ...workload.targetGroups.flatMap(({ after }) => after)],
    ...(workload.autoscaling === undefined ? {} : { ignoreChanges: ['desiredCount'] }),
    ...(component.spec.timeouts === undefined ? { customTimeouts: { create: limit, update: limit } } : {}),
  });
}
