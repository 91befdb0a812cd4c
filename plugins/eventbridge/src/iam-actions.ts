import {
  ALARM_ACTIONS,
  EVENT_RULE_ACTIONS,
  LAMBDA_PERMISSION_ACTIONS,
  QUEUE_ACTIONS,
  ROLE_ACTIONS,
  ROLE_POLICY_ACTIONS,
  SCHEDULE_ACTIONS,
  uniqueActions,
} from '@panka/plugin-common';

/** What deploying a bus takes: create, update, delete, read and verify. */
export const IAM_ACTIONS: readonly string[] = uniqueActions(
  ALARM_ACTIONS,
  EVENT_RULE_ACTIONS,
  LAMBDA_PERMISSION_ACTIONS,
  QUEUE_ACTIONS,
  ROLE_ACTIONS,
  ROLE_POLICY_ACTIONS,
  SCHEDULE_ACTIONS,
  [
    'events:CreateArchive',
    'events:CreateEventBus',
    'events:DeleteArchive',
    'events:DeleteEventBus',
    'events:DescribeArchive',
    'events:DescribeEventBus',
    'events:PutPermission',
    'events:RemovePermission',
    'events:TestEventPattern',
    'events:UntagResource',
    'events:UpdateArchive',
    'events:UpdateEventBus',
    'iam:PassRole',
    'kms:DescribeKey',
  ],
);
