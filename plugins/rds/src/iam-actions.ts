import { DB_CLUSTER_ACTIONS } from '@panka/plugin-common';

/** What deploying a database takes: create, update, delete, read and verify. */
export const IAM_ACTIONS = [
  ...DB_CLUSTER_ACTIONS,
  'iam:CreateServiceLinkedRole',
  'iam:PassRole',
  'kms:CreateGrant',
  'kms:DescribeKey',
  'rds:CreateDBInstanceReadReplica',
  'rds:CreateDBParameterGroup',
  'rds:CreateDBProxy',
  'rds:CreateDBSnapshot',
  'rds:DeleteDBParameterGroup',
  'rds:DeleteDBProxy',
  'rds:DeregisterDBProxyTargets',
  'rds:DescribeDBParameterGroups',
  'rds:DescribeDBParameters',
  'rds:DescribeDBProxies',
  'rds:DescribeDBProxyTargetGroups',
  'rds:DescribeDBProxyTargets',
  'rds:ModifyDBParameterGroup',
  'rds:ModifyDBProxy',
  'rds:ModifyDBProxyTargetGroup',
  'rds:RegisterDBProxyTargets',
  'rds:ResetDBParameterGroup',
  'rds:RestoreDBInstanceFromDBSnapshot',
  'rds:RestoreDBInstanceToPointInTime',
] as const;
