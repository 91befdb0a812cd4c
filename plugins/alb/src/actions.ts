import {
  ALARM_ACTIONS,
  CERTIFICATE_ACTIONS,
  DNS_RECORD_ACTIONS,
  LOAD_BALANCER_ACTIONS,
  SECURITY_GROUP_ACTIONS,
} from '@panka/plugin-common';

/** IAM actions that deploying a load balancer takes: create, update, delete, read and verify. */
export const ALB_ACTIONS: readonly string[] = [
  ...ALARM_ACTIONS,
  ...CERTIFICATE_ACTIONS,
  ...DNS_RECORD_ACTIONS,
  ...LOAD_BALANCER_ACTIONS,
  ...SECURITY_GROUP_ACTIONS,
  'cognito-idp:DescribeUserPoolClient',
  'ec2:DescribeAccountAttributes',
  'ec2:DescribeAddresses',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:ModifySecurityGroupRules',
  'elasticloadbalancing:CreateRule',
  'elasticloadbalancing:DeleteRule',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:ModifyRule',
  'elasticloadbalancing:SetRulePriorities',
  'elasticloadbalancing:SetWebAcl',
  'iam:CreateServiceLinkedRole',
  'wafv2:AssociateWebACL',
  'wafv2:DisassociateWebACL',
  'wafv2:GetWebACL',
  'wafv2:GetWebACLForResource',
];
