import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import { type Metric, ofQueue, runningTasks, VISIBLE } from './backlog.js';
import type { Declaring, EcsHost } from './ecs-host.js';

/** Seconds in which a task starts and is counted: meanwhile the same alarm adds no second one. */
const START_SECONDS = 300;

/** Container Insights arrive late and FILL takes what has not arrived for 0: one minute alone proves nothing. */
const MINUTES = 3;

interface Scaled {
  readonly service: aws.ecs.Service;
  /** What a scaling policy applies to. */
  readonly what: Pick<aws.appautoscaling.PolicyArgs, 'serviceNamespace' | 'scalableDimension' | 'resourceId'>;
}

/**
 * Starts a task where messages wait and none runs. Tracking cannot: without a running task it has no number of tasks, and below
 * its target it would not. Source: step scaling from zero as AWS describes it for endpoints of SageMaker.
 */
export function declareWake(
  host: EcsHost,
  { component, context, workload }: Declaring,
  { service, what }: Scaled,
): void {
  const { wakeOn, scaleOutCooldown = 0 } = workload.autoscaling ?? {};
  if (wakeOn === undefined) return;
  const policy = new aws.appautoscaling.Policy(
    context.logicalName('scaling/wake'),
    {
      name: 'wake',
      policyType: 'StepScaling',
      ...what,
      stepScalingPolicyConfiguration: {
        adjustmentType: 'ChangeInCapacity',
        cooldown: Math.max(START_SECONDS, scaleOutCooldown),
        metricAggregationType: 'Maximum',
        stepAdjustments: [{ metricIntervalLowerBound: '0', scalingAdjustment: 1 }],
      },
    },
    context.options({ deleteBeforeReplace: true }),
  );
  const part = 'scaling/wake-alarm';
  const logicalName = context.logicalName(part);
  new aws.cloudwatch.MetricAlarm(
    logicalName,
    {
      name: host.services.names.physical(component, NAME_RULES.alarm, part),
      alarmDescription: `Messages wait for ${component.address} and no task of it runs: starts one`,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      evaluationPeriods: MINUTES,
      // A queue that nobody has used for six hours sends no metrics.
      treatMissingData: 'notBreaching',
      metricQueries: waitingForNobody(wakeOn.queueName, {
        ClusterName: host.cluster.name,
        ServiceName: service.name,
      }),
      alarmActions: [policy.arn],
      tags: host.services.tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true }),
  );
}

function waitingForNobody(queueName: Input<string>, service: Metric['dimensions']) {
  return [
    asked('m1', ofQueue(VISIBLE, queueName)),
    asked('m2', runningTasks(service)),
    { id: 'e1', expression: 'IF(FILL(m2,0)<1,m1,0)', label: 'messages that no task works on', returnData: true },
  ];
}

function asked(id: string, { namespace, metricName, dimensions }: Metric) {
  return { id, metric: { namespace, metricName, dimensions, period: 60, stat: 'Maximum' }, returnData: false };
}
