import {
  ALARM_ACTIONS,
  CERTIFICATE_ACTIONS,
  DNS_RECORD_ACTIONS,
  LAMBDA_PERMISSION_ACTIONS,
  LOG_DELIVERY_ACTIONS,
  LOG_GROUP_ACTIONS,
  ROLE_ACTIONS,
  ROLE_POLICY_ACTIONS,
  SECURITY_GROUP_ACTIONS,
} from '@panka/plugin-common';

/** IAM actions that deploying an API takes: create, update, delete, read and verify. */
export const API_ACTIONS: readonly string[] = [
  ...ALARM_ACTIONS,
  ...CERTIFICATE_ACTIONS,
  ...DNS_RECORD_ACTIONS,
  ...LAMBDA_PERMISSION_ACTIONS,
  ...LOG_DELIVERY_ACTIONS,
  ...LOG_GROUP_ACTIONS,
  ...ROLE_ACTIONS,
  ...ROLE_POLICY_ACTIONS,
  ...SECURITY_GROUP_ACTIONS,
  'apigateway:DELETE',
  'apigateway:GET',
  'apigateway:PATCH',
  'apigateway:POST',
  'apigateway:PUT',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:ModifySecurityGroupRules',
  'elasticloadbalancing:SetSecurityGroups',
  'iam:CreateServiceLinkedRole',
];
