import {
  ALARM_ACTIONS,
  DATA_KEY_ACTIONS,
  DB_CLUSTER_ACTIONS,
  LOG_GROUP_ACTIONS,
  SECURITY_GROUP_ACTIONS,
  uniqueActions,
} from '@panka/plugin-common';

/** What deploying a cluster takes: create, update, delete, read and verify. DocumentDB's actions are those of RDS. */
export const IAM_ACTIONS: readonly string[] = uniqueActions(
  ALARM_ACTIONS,
  DATA_KEY_ACTIONS,
  DB_CLUSTER_ACTIONS,
  LOG_GROUP_ACTIONS,
  SECURITY_GROUP_ACTIONS,
  ['iam:CreateServiceLinkedRole'],
);
