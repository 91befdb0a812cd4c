import { ALARM_ACTIONS } from './alarm-actions.js';
import { LOG_GROUP_ACTIONS } from './log-actions.js';
import { ROLE_ACTIONS, ROLE_POLICY_ACTIONS } from './role-actions.js';
import { SCALING_ACTIONS } from './scaling-actions.js';
import { SECURITY_GROUP_ACTIONS } from './security-group-actions.js';
import { SERVICE_DISCOVERY_ACTIONS } from './service-discovery-actions.js';

/** IAM actions that declaring the tasks of a container takes: definition, roles, groups, logs, alarms and files. */
export const ECS_TASK_ACTIONS: readonly string[] = [
  ...ALARM_ACTIONS,
  ...LOG_GROUP_ACTIONS,
  ...ROLE_ACTIONS,
  ...ROLE_POLICY_ACTIONS,
  ...SECURITY_GROUP_ACTIONS,
  'ec2:ModifySecurityGroupRules',
  'ecs:DeregisterTaskDefinition',
  'ecs:DescribeTaskDefinition',
  'ecs:DescribeTasks',
  'ecs:ListTagsForResource',
  'ecs:RegisterTaskDefinition',
  'ecs:TagResource',
  'ecs:UntagResource',
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:ListPolicyVersions',
  'iam:TagPolicy',
  'iam:UntagPolicy',
  'iam:UpdateRole',
  'logs:GetLogEvents',
  's3:DeleteObject',
  's3:GetObject',
  's3:GetObjectTagging',
  's3:PutObject',
  's3:PutObjectTagging',
];

/** IAM actions that deploying containers as services on ECS takes: create, update, delete, read and verify. */
export const ECS_ACTIONS: readonly string[] = [
  ...ECS_TASK_ACTIONS,
  ...SCALING_ACTIONS,
  ...SERVICE_DISCOVERY_ACTIONS,
  'application-autoscaling:DeleteScheduledAction',
  'application-autoscaling:DescribeScheduledActions',
  'application-autoscaling:PutScheduledAction',
  'ecs:CreateService',
  'ecs:DeleteService',
  // The provider waits for the deployment that it has begun.
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServices',
  'ecs:ListServiceDeployments',
  'ecs:ListTasks',
  'ecs:UpdateService',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'iam:CreateServiceLinkedRole',
];
