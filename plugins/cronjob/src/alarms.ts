import type { AlarmRequest } from 'panka/sdk';

/**
 * Alarms of a scheduled task. The scheduler counts what it drops by group of schedules only, so that a run which was not
 * started is seen at the job's own dead-letter queue.
 */
export function alarms(address: string, queueName: NonNullable<AlarmRequest['dimensions']>[string]): AlarmRequest[] {
  return [
    {
      id: 'dlq-visible',
      description: `Runs of ${address} could not be started`,
      namespace: 'AWS/SQS',
      metric: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      dimensions: { QueueName: queueName },
      comparison: 'GreaterThanThreshold',
      threshold: 0,
      period: 60,
      periods: 1,
      missingData: 'notBreaching',
    },
  ];
}
