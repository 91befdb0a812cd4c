/** Rules of EventBridge with their targets. */
export const EVENT_RULE_ACTIONS: readonly string[] = [
  'events:DeleteRule',
  'events:DescribeRule',
  'events:ListTagsForResource',
  'events:ListTargetsByRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'events:TagResource',
];

/** Schedules of EventBridge's scheduler. */
export const SCHEDULE_ACTIONS: readonly string[] = [
  'scheduler:CreateSchedule',
  'scheduler:DeleteSchedule',
  'scheduler:GetSchedule',
  'scheduler:UpdateSchedule',
];

/** Queues, of the kind itself or for what could not be delivered. */
export const QUEUE_ACTIONS: readonly string[] = [
  'sqs:CreateQueue',
  'sqs:DeleteQueue',
  'sqs:GetQueueAttributes',
  'sqs:ListQueueTags',
  'sqs:SetQueueAttributes',
  'sqs:TagQueue',
  'sqs:UntagQueue',
];

/** Who may call a function. */
export const LAMBDA_PERMISSION_ACTIONS: readonly string[] = [
  'lambda:AddPermission',
  'lambda:GetPolicy',
  'lambda:RemovePermission',
];
