import type * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { WorkloadAutoscaling } from '../../sdk/index.js';

type Tracking = aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;
type Dimensions = Readonly<Record<string, Input<string>>>;

/** A metric of CloudWatch, wherever it is asked for. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Dimensions;
}

export const VISIBLE = 'ApproximateNumberOfMessagesVisible';

export function ofQueue(metricName: string, queueName: Input<string>): Metric {
  return { namespace: 'AWS/SQS', metricName, dimensions: { QueueName: queueName } };
}

/** Container Insights send it only while a task of the service runs: at zero it is missing, not 0. */
export function runningTasks(service: Dimensions): Metric {
  return { namespace: 'ECS/ContainerInsights', metricName: 'RunningTaskCount', dimensions: service };
}

/**
 * Visible messages for each running task. Where it may fall to zero, messages being worked on count as one more:
 * tracking rounds what it takes away down, so the last task stays until nothing is in flight.
 */
export function backlogMeasure(
  { backlogPerTask, wakeOn }: WorkloadAutoscaling,
  service: Dimensions,
): Pick<Tracking, 'targetValue' | 'customizedMetricSpecification'> | undefined {
  if (backlogPerTask === undefined) return undefined;
  const { value, queueName } = backlogPerTask;
  const inFlight = wakeOn && tracked('m3', ofQueue('ApproximateNumberOfMessagesNotVisible', queueName));
  const messages = inFlight === undefined ? 'm1' : '(m1+IF(m3>0,1,0))';
  return {
    targetValue: value,
    customizedMetricSpecification: {
      metrics: [
        tracked('m1', ofQueue(VISIBLE, queueName)),
        tracked('m2', runningTasks(service)),
        ...(inFlight === undefined ? [] : [inFlight]),
        { id: 'e1', expression: `${messages}/IF(m2>0,m2,1)`, label: 'messages per task', returnData: true },
      ],
    },
  };
}

function tracked(id: string, { namespace, metricName, dimensions }: Metric) {
  const on = Object.entries(dimensions).map(([name, value]) => ({ name, value }));
  return { id, metricStat: { metric: { namespace, metricName, dimensions: on }, stat: 'Average' }, returnData: false };
}
