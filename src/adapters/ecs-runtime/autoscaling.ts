import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { WorkloadAutoscaling } from '../../sdk/index.js';
import { backlogMeasure } from './backlog.js';
import type { Declaring, EcsHost } from './ecs-host.js';
import { declareWake } from './wake-from-zero.js';

type Tracking = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;
type Measure = Omit<Tracking, 'scaleInCooldown' | 'scaleOutCooldown'>;

/** Limits of the number of tasks, one tracking policy for each target that is given, what starts the first task, and changes by the clock. */
export function declareScaling(host: EcsHost, declaring: Declaring, service: aws.ecs.Service): void {
  const { component, context, workload } = declaring;
  const { autoscaling } = workload;
  if (autoscaling === undefined) return;
  const logicalName = context.logicalName('scaling');
  const target = new aws.appautoscaling.Target(
    logicalName,
    {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: pulumi.interpolate`service/${host.cluster.name}/${service.name}`,
      minCapacity: autoscaling.minReplicas,
      maxCapacity: autoscaling.maxReplicas,
      tags: host.services.tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [service] }),
  );
  declarePolicies(declaring, target, measures(host, autoscaling, service));
  declareWake(host, declaring, { service, what: whatScales(target) });
  declareSchedules(declaring, target, autoscaling.schedules);
}

function measures(
  { cluster }: EcsHost,
  scaling: WorkloadAutoscaling,
  service: aws.ecs.Service,
): Readonly<Record<string, Measure>> {
  const { targetCPUUtilization, targetMemoryUtilization, requestsPerTarget } = scaling;
  const backlog = backlogMeasure(scaling, { ClusterName: cluster.name, ServiceName: service.name });
  return {
    ...(targetCPUUtilization === undefined
      ? {}
      : { cpu: predefined('ECSServiceAverageCPUUtilization', targetCPUUtilization) }),
    ...(targetMemoryUtilization === undefined
      ? {}
      : { memory: predefined('ECSServiceAverageMemoryUtilization', targetMemoryUtilization) }),
    ...(requestsPerTarget === undefined
      ? {}
      : {
          requests: predefined('ALBRequestCountPerTarget', requestsPerTarget.value, requestsPerTarget.resourceLabel),
        }),
    ...(backlog === undefined ? {} : { backlog }),
  };
}

function predefined(predefinedMetricType: string, targetValue: number, resourceLabel?: pulumi.Input<string>): Measure {
  return {
    targetValue,
    predefinedMetricSpecification: {
      predefinedMetricType,
      ...(resourceLabel === undefined ? {} : { resourceLabel }),
    },
  };
}

function declarePolicies(
  { context, workload }: Declaring,
  target: aws.appautoscaling.Target,
  wanted: Readonly<Record<string, Measure>>,
): void {
  const { scaleInCooldown = 300, scaleOutCooldown = 60 } = workload.autoscaling ?? {};
  for (const [name, measure] of Object.entries(wanted))
    new aws.appautoscaling.Policy(
      context.logicalName(`scaling/${name}`),
      {
        name,
        policyType: 'TargetTrackingScaling',
        ...whatScales(target),
        targetTrackingScalingPolicyConfiguration: { ...measure, scaleInCooldown, scaleOutCooldown },
      },
      context.options({ deleteBeforeReplace: true }),
    );
}

function declareSchedules(
  { context }: Declaring,
  target: aws.appautoscaling.Target,
  schedules: WorkloadAutoscaling['schedules'],
): void {
  let before: pulumi.Resource[] = [];
  // AWS refuses changes of one target that come at the same time.
  for (const [index, { cron, min, max, timezone }] of schedules.entries())
    before = [
      new aws.appautoscaling.ScheduledAction(
        context.logicalName(`scaling/schedule-${index}`),
        {
          name: `schedule-${index}`,
          ...whatScales(target),
          schedule: cron,
          timezone,
          scalableTargetAction: { minCapacity: min, maxCapacity: max },
        },
        context.options({ deleteBeforeReplace: true, dependsOn: before }),
      ),
    ];
}

function whatScales({ serviceNamespace, scalableDimension, resourceId }: aws.appautoscaling.Target) {
  return { serviceNamespace, scalableDimension, resourceId };
}
