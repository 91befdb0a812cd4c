import type { AlarmRequest } from 'panka/sdk';
import type { SnsSpec } from './schema.js';

/** Alarms of a topic. `dlq-failed` only where some subscription has a dead-letter queue. */
export function alarms(
  address: string,
  topicName: NonNullable<AlarmRequest['dimensions']>[string],
  spec: SnsSpec,
): AlarmRequest[] {
  const any = {
    namespace: 'AWS/SNS',
    statistic: 'Sum',
    dimensions: { TopicName: topicName },
    comparison: 'GreaterThanThreshold',
    threshold: 0,
    period: 300,
    periods: 1,
    missingData: 'notBreaching',
  } as const;
  const failed: AlarmRequest = {
    ...any,
    id: 'failed',
    description: `Messages of ${address} could not be delivered`,
    metric: 'NumberOfNotificationsFailed',
  };
  if (!spec.subscriptions.some((subscription) => subscription.deadLetterQueue !== undefined)) return [failed];
  return [
    failed,
    {
      ...any,
      id: 'dlq-failed',
      description: `Messages of ${address} could not even be put into a dead-letter queue`,
      metric: 'NumberOfNotificationsFailedToRedriveToDlq',
    },
  ];
}
