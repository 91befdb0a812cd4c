import {
  ALARM_ACTIONS,
  CERTIFICATE_ACTIONS,
  DNS_RECORD_ACTIONS,
  LOAD_BALANCER_ACTIONS,
  SECURITY_GROUP_ACTIONS,
} from '@panka/plugin-common';

/** IAM actions that deploying a load balancer takes: create, update, delete, read and verify. */
export const NLB_ACTIONS: readonly string[] = [
  ...ALARM_ACTIONS,
  ...CERTIFICATE_ACTIONS,
  ...DNS_RECORD_ACTIONS,
  ...LOAD_BALANCER_ACTIONS,
  ...SECURITY_GROUP_ACTIONS,
  'ec2:AllocateAddress',
  'ec2:DescribeAccountAttributes',
  'ec2:DescribeAddresses',
  'ec2:DescribeAddressesAttribute',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:ModifySecurityGroupRules',
  'ec2:ReleaseAddress',
  'iam:CreateServiceLinkedRole',
];
